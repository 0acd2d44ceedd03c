package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 answer at a time out of the bytes that came: status, length, body. It knows
 * what the servers here send, and refuses the rest.
 */
final class AnswerReader {
  private static final byte[] CONTENT_LENGTH = bytes("content-length:");
  private static final int STATUS_OFFSET = "HTTP/1.1 ".length();
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = -1;
  private static final int LOWER = 0x20;

  private AnswerReader() {}

  /** An answer, whose body lies in the array from one index to before another until the next. */
  static final class Answer {
    private final int status;
    private final byte[] bytes;
    private final int from;
    private final int to;

    private Answer(int status, byte[] bytes, int from, int to) {
      this.status = status;
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    int status() {
      return status;
    }

    /** The text of the member with that name, or null; no escapes, as ids and tokens have none. */
    @Nullable String text(byte[] quotedNameAndColon) {
      int length = quotedNameAndColon.length;
      for (int at = from; at <= to - length; at++) {
        if (bytes[at] == '"'
            && bytes[at + 1] == quotedNameAndColon[1]
            && Arrays.equals(bytes, at, at + length, quotedNameAndColon, 0, length)) {
          int begin = at + length + 1;
          int end = indexOf('"', bytes, begin, to);
          return end == NOT_FOUND
              ? null
              : new String(bytes, begin, end - begin, StandardCharsets.US_ASCII);
        }
      }
      return null;
    }

    String body() {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
  }

  /** The bytes that {@link Answer#text} looks for. */
  static byte[] member(String name) {
    return bytes('"' + name + "\":");
  }

  /**
   * Takes a whole answer from {@code in}, or null and nothing when it is not whole yet.
   *
   * @param in bytes in an array
   * @throws IllegalArgumentException when it is no answer of the form known here
   */
  static @Nullable Answer take(ByteBuf in) {
    byte[] bytes = in.array();
    int begin = in.arrayOffset() + in.readerIndex();
    int end = begin + in.readableBytes();
    int length = NOT_FOUND;
    int line = begin;
    int lineEnd = indexOf('\n', bytes, line, end);
    while (lineEnd > line + 1) {
      if (isContentLength(bytes, line, lineEnd)) {
        length = number(bytes, line + CONTENT_LENGTH.length, lineEnd);
      }
      line = lineEnd + 1;
      lineEnd = indexOf('\n', bytes, line, end);
    }
    if (lineEnd == NOT_FOUND) {
      return null;
    }
    int status = number(bytes, begin + STATUS_OFFSET, lineEnd);
    if (status == NO_CONTENT) {
      length = 0;
    } else if (length == NOT_FOUND) {
      throw new IllegalArgumentException(
          "an answer without Content-Length: "
              + new String(bytes, begin, lineEnd - begin, StandardCharsets.US_ASCII));
    }
    int body = lineEnd + 1;
    if (end - body < length) {
      return null;
    }
    in.skipBytes(body + length - begin);
    return new Answer(status, bytes, body, body + length);
  }

  /** Whether the line begins with it, in whatever case. */
  private static boolean isContentLength(byte[] bytes, int line, int lineEnd) {
    if ((bytes[line] | LOWER) != 'c' || lineEnd - line <= CONTENT_LENGTH.length) {
      return false;
    }
    for (int i = 0; i < CONTENT_LENGTH.length; i++) {
      // Neither the hyphen nor the colon changes by this.
      if ((bytes[line + i] | LOWER) != CONTENT_LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    int begin = at;
    int value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + bytes[at] - '0';
      at++;
    }
    if (at == begin) {
      throw new IllegalArgumentException("an answer with no number where one belongs");
    }
    return value;
  }

  private static int indexOf(char wanted, byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
