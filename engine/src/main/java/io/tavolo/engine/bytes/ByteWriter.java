package io.tavolo.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Appends values to a growing array; {@link ByteReader} has the counterpart of every method. */
public final class ByteWriter {
  private byte[] bytes = new byte[128];
  private int size;

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  public void octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  public void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  /** A number that is usually near 0: zigzag, then 7 bits an octet, the lowest first. */
  public void number(long value) {
    reserve(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** 64 bits that look random: always 8 octets, the highest first. */
  public void bits(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /**
   * Text in UTF-8.
   *
   * @throws IllegalArgumentException when the text has a lone surrogate, which UTF-8 cannot carry
   */
  public void text(String value) {
    refuseLoneSurrogates(value);
    octets(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole array, its length before it. */
  public void octets(byte[] value) {
    number(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  public void optionalText(@Nullable String value) {
    flag(value != null);
    if (value != null) {
      text(value);
    }
  }

  public void optionalDegrees(@Nullable Double value) {
    flag(value != null);
    if (value != null) {
      bits(Double.doubleToRawLongBits(value));
    }
  }

  public <T> void list(List<T> values, Consumer<T> each) {
    number(values.size());
    values.forEach(each);
  }

  private static void refuseLoneSurrogates(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException(
              "text: lone surrogate at index %d (expected: well-formed UTF-16)".formatted(i));
        }
        i++;
      }
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
