package io.tavolo.engine.lane;

import java.util.HexFormat;

/**
 * Which trace a command belongs to (W3C Trace Context): it goes with the command, stands in the
 * journal beside its event, and leaves with the event's record. It decides nothing.
 *
 * @param traceHigh the trace id's first 64 bits
 * @param traceLow its last 64 bits
 * @param spanId of the request that brought the command; never 0 but in {@link #NONE}
 * @param flags as the standard has them
 */
public record TraceContext(long traceHigh, long traceLow, long spanId, byte flags) {
  /** For the lane's own commands: no request brought them. */
  public static final TraceContext NONE = new TraceContext(0, 0, 0, (byte) 0);

  private static final HexFormat HEX = HexFormat.of();

  public boolean isNone() {
    return spanId == 0;
  }

  /** 32 hexadecimal digits, lower case. */
  public String traceId() {
    return HEX.toHexDigits(traceHigh) + HEX.toHexDigits(traceLow);
  }

  /** The field {@code traceparent}, in version 00. */
  public String traceparent() {
    return "00-" + traceId() + '-' + HEX.toHexDigits(spanId) + '-' + HEX.toHexDigits(flags);
  }
}
