package io.tavolo.engine.id;

import org.jspecify.annotations.Nullable;

/**
 * A reservation's public id: its restaurant's number and 64 random bits, so that it routes itself.
 * Spelled as 26 characters of Crockford's base 32, lower case.
 */
public record ReservationId(long restaurant, long reservation) {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final byte[] VALUES = new byte[128];
  private static final int LENGTH = 26;

  static {
    java.util.Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      VALUES[DIGITS[i]] = (byte) i;
      VALUES[Character.toUpperCase(DIGITS[i])] = (byte) i;
    }
  }

  /** The id that is spelled so, or null when it is not one. */
  public static @Nullable ReservationId parse(String text) {
    if (text.length() != LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      int value = c < 128 ? VALUES[c] : -1;
      if (value < 0 || (i == 0 && value > 7)) {
        return null;
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | value;
    }
    return new ReservationId(high, low);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long high = restaurant;
    long low = reservation;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(text);
  }

  /**
   * What a diner says on the telephone: 7 characters. Not unique over all restaurants, and
   * authorises nothing.
   */
  public String confirmationCode() {
    char[] text = new char[7];
    long bits = Hash.mix(reservation);
    for (int i = 0; i < text.length; i++) {
      text[i] = Character.toUpperCase(DIGITS[(int) (bits & 31)]);
      bits >>>= 5;
    }
    return new String(text);
  }
}
