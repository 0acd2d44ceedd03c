package io.tavolo.http.exchange;

import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace a request belongs to (W3C Trace Context).
 *
 * @param id 32 hexadecimal digits, lower case
 */
public record Trace(String id) {
  private static final int VERSION_00_LENGTH = 55;
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** The caller's trace, or a new one when the field is missing or not as the standard has it. */
  public static Trace of(@Nullable String traceparent, LongSupplier randomBits) {
    if (traceparent != null && isValid(traceparent)) {
      return new Trace(traceparent.substring(3, 35));
    }
    HexFormat hex = HexFormat.of();
    return new Trace(
        hex.toHexDigits(randomBits.getAsLong()) + hex.toHexDigits(randomBits.getAsLong() | 1));
  }

  private static boolean isValid(String text) {
    if (text.length() < VERSION_00_LENGTH || text.startsWith("ff")) {
      return false;
    }
    // Later versions may append to the form; version 00 may not.
    boolean ends =
        text.length() == VERSION_00_LENGTH
            || (!text.startsWith("00") && text.charAt(VERSION_00_LENGTH) == '-');
    for (int i = 0; ends && i < VERSION_00_LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 2 || i == 35 || i == 52;
      ends = dash ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return ends && !text.startsWith(NO_TRACE, 3) && !text.startsWith(NO_SPAN, 36);
  }
}
