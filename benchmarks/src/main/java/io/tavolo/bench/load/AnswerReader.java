package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 answer at a time out of the bytes that came: status, length, body. It knows
 * what the servers here send, and refuses the rest.
 */
final class AnswerReader {
  private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
  private static final byte[] CONTENT_LENGTH = bytes("\r\ncontent-length:");
  private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = -1;

  private AnswerReader() {}

  /** An answer; {@code body} is valid until the caller lets go of the buffer. */
  record Answer(int status, ByteBuf body) {
    /** The text of the member with that name, or null; no escapes, as ids and tokens have none. */
    @Nullable String text(byte[] quotedNameAndColon) {
      int from = indexOf(body, body.readerIndex(), body.writerIndex(), quotedNameAndColon);
      if (from == NOT_FOUND) {
        return null;
      }
      int begin = from + quotedNameAndColon.length + 1;
      int end = body.indexOf(begin, body.writerIndex(), (byte) '"');
      return end < 0 ? null : body.toString(begin, end - begin, StandardCharsets.US_ASCII);
    }
  }

  /** The bytes that {@link Answer#text} looks for. */
  static byte[] member(String name) {
    return bytes('"' + name + "\":");
  }

  /**
   * Takes a whole answer from {@code in}, or null and nothing when it is not whole yet.
   *
   * @throws IllegalArgumentException when it is no answer of the form known here
   */
  static @Nullable Answer take(ByteBuf in) {
    int begin = in.readerIndex();
    int headEnd = indexOf(in, begin, in.writerIndex(), END_OF_HEAD);
    if (headEnd == NOT_FOUND) {
      return null;
    }
    int status = number(in, begin + STATUS_OFFSET, headEnd);
    int bodyBegin = headEnd + END_OF_HEAD.length;
    int length = status == NO_CONTENT ? 0 : contentLength(in, begin, headEnd);
    if (in.writerIndex() - bodyBegin < length) {
      return null;
    }
    in.readerIndex(bodyBegin + length);
    return new Answer(status, in.slice(bodyBegin, length));
  }

  private static int contentLength(ByteBuf in, int begin, int headEnd) {
    int field = indexOf(in, begin, headEnd, CONTENT_LENGTH);
    if (field == NOT_FOUND) {
      throw new IllegalArgumentException(
          "an answer without Content-Length: "
              + in.toString(begin, headEnd - begin, StandardCharsets.US_ASCII));
    }
    int at = field + CONTENT_LENGTH.length;
    while (in.getByte(at) == ' ') {
      at++;
    }
    return number(in, at, headEnd);
  }

  private static int number(ByteBuf in, int from, int end) {
    int value = 0;
    int at = from;
    while (at < end && in.getByte(at) >= '0' && in.getByte(at) <= '9') {
      value = value * 10 + in.getByte(at) - '0';
      at++;
    }
    if (at == from) {
      throw new IllegalArgumentException("an answer with no number where one belongs");
    }
    return value;
  }

  /** Compares ASCII letters without their case; the searched bytes are in lower case. */
  private static int indexOf(ByteBuf in, int from, int end, byte[] wanted) {
    int last = end - wanted.length;
    for (int at = from; at <= last; at++) {
      int matched = 0;
      while (matched < wanted.length && lower(in.getByte(at + matched)) == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
