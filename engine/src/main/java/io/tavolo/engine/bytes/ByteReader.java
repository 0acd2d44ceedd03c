package io.tavolo.engine.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes values from bytes in the order in which {@link ByteWriter} wrote them. Every method throws
 * an {@link IllegalArgumentException} that says what came and what was expected when the bytes end
 * early or cannot be such a value.
 */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int octet(String what) {
    need(what, 1);
    return bytes[position++] & 0xff;
  }

  public boolean flag(String what) {
    int value = octet(what);
    if (value > 1) {
      throw fault(what, value, "0 or 1");
    }
    return value == 1;
  }

  /** An octet below {@code bound}. */
  public int code(String what, int bound) {
    int value = octet(what);
    if (value >= bound) {
      throw fault(what, value, "0.." + (bound - 1));
    }
    return value;
  }

  public long number(String what) {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet(what);
      rest |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        if (shift == 63 && next > 1) {
          throw fault(what, next, "64 bits");
        }
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw fault(what, "more than 10 octets", "64 bits");
  }

  public int smallNumber(String what) {
    long value = number(what);
    if (value != (int) value) {
      throw fault(what, value, "32 bits");
    }
    return (int) value;
  }

  public long bits(String what) {
    need(what, 8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[position++] & 0xff);
    }
    return value;
  }

  public String text(String what) {
    int length = length(what);
    try {
      String value =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, position, length))
              .toString();
      position += length;
      return value;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "%s at octet %d: malformed (expected: UTF-8)".formatted(what, position), e);
    }
  }

  public byte[] octets(String what) {
    int length = length(what);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  public @Nullable String optionalText(String what) {
    return flag(what) ? text(what) : null;
  }

  public @Nullable Double optionalDegrees(String what) {
    return flag(what) ? Double.longBitsToDouble(bits(what)) : null;
  }

  public <T> List<T> list(String what, Supplier<T> each) {
    int size = length(what);
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(each.get());
    }
    return values;
  }

  /** Nothing may follow: bytes left over are of another form than was read. */
  public void end() {
    if (position != bytes.length) {
      throw fault("end", (bytes.length - position) + " octets more", "none");
    }
  }

  public IllegalArgumentException fault(String what, Object came, String expected) {
    return new IllegalArgumentException(
        "%s at octet %d: %s (expected: %s)".formatted(what, position, came, expected));
  }

  /** A size of something each part of which takes an octet at least. */
  private int length(String what) {
    long length = number(what);
    int left = bytes.length - position;
    if (length < 0 || length > left) {
      throw fault(what, "length " + length, "0.." + left);
    }
    return (int) length;
  }

  private void need(String what, int octets) {
    int left = bytes.length - position;
    if (left < octets) {
      throw fault(what, left + " octets left", "at least " + octets);
    }
  }
}
