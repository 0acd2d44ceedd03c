package io.tavolo.http.exchange;

import io.tavolo.engine.lane.TraceContext;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The field {@code traceparent} of a request (W3C Trace Context, level 2). */
public final class Traceparent {
  public static final String FIELD = "traceparent";
  private static final int VERSION_00_LENGTH = 55;
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** What is passed on: sampled, and random. The standard has all other flags cleared. */
  private static final int KNOWN_FLAGS = 0b11;

  private static final byte RANDOM_FLAG = 0b10;

  private Traceparent() {}

  /**
   * The caller's trace, or a new one when the field is missing or not as the standard has it; in
   * either case with a span of its own.
   */
  public static TraceContext read(@Nullable String field, LongSupplier randomBits) {
    if (field == null || !isValid(field)) {
      long high = randomBits.getAsLong();
      long low = randomBits.getAsLong() | 1;
      return new TraceContext(high, low, randomBits.getAsLong() | 1, RANDOM_FLAG);
    }
    return new TraceContext(
        HexFormat.fromHexDigitsToLong(field, 3, 19),
        HexFormat.fromHexDigitsToLong(field, 19, 35),
        randomBits.getAsLong() | 1,
        (byte) (HexFormat.fromHexDigits(field, 53, 55) & KNOWN_FLAGS));
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
