package io.tavolo.engine.wire;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;

/**
 * Requests as bytes: the version, the time remaining, the type, then the members in order. Clocks
 * of two nodes differ, so what travels is how long the caller still waits. Free of state: any
 * thread.
 */
public final class RequestCodec {
  private static final int SUBMIT = 0;
  private static final int READ_DAY = 1;

  private RequestCodec() {}

  /**
   * A request on its way.
   *
   * @param remainingMs how long its caller still waits, in milliseconds; 0 or less when no longer
   */
  public record Timed(Request request, long remainingMs) {}

  /** The request in the newest form; otherwise as {@link #encode(Request, long, int)}. */
  public static byte[] encode(Request request, long remainingMs) {
    return encode(request, remainingMs, Formats.HERE.newest());
  }

  /**
   * The request in a format.
   *
   * @param remainingMs see {@link Timed}
   * @param format of {@link Formats#HERE}
   * @throws IllegalArgumentException when a text in it has a lone surrogate
   */
  public static byte[] encode(Request request, long remainingMs, int format) {
    ByteWriter out = Formats.begin(format);
    out.number(remainingMs);
    if (request instanceof Request.Submit submit) {
      out.octet(SUBMIT);
      out.text(submit.restaurantId());
      out.bits(submit.restaurant());
      out.bits(submit.key().high());
      out.bits(submit.key().low());
      out.bits(submit.key().payloadHash());
      out.flag(submit.key().byCaller());
      write(out, submit.trace());
      CommandForm.write(out, submit.command());
    } else if (request instanceof Request.ReadDay read) {
      out.octet(READ_DAY);
      out.text(read.restaurantId());
      out.bits(read.restaurant());
      out.number(read.serviceDay());
      out.flag(read.interested());
    }
    return out.toArray();
  }

  /**
   * The request that was encoded.
   *
   * @throws IllegalArgumentException when the version or a type is unknown, or the bytes are not
   *     whole; it says what came and what was expected
   */
  public static Timed decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = Formats.read(in);
    long remainingMs = in.number("remainingMs");
    int type = in.code("type", READ_DAY + 1);
    Request request = type == SUBMIT ? submit(in, format) : readDay(in);
    in.end();
    return new Timed(request, remainingMs);
  }

  private static void write(ByteWriter out, TraceContext trace) {
    out.flag(!trace.isNone());
    if (!trace.isNone()) {
      out.bits(trace.traceHigh());
      out.bits(trace.traceLow());
      out.bits(trace.spanId());
      out.octet(trace.flags());
    }
  }

  private static Request submit(ByteReader in, int format) {
    String restaurantId = in.text("restaurantId");
    long restaurant = in.bits("restaurant");
    CommandKey key =
        new CommandKey(
            in.bits("key.high"), in.bits("key.low"), in.bits("payloadHash"), in.flag("byCaller"));
    TraceContext trace =
        in.flag("trace")
            ? new TraceContext(
                in.bits("trace.high"),
                in.bits("trace.low"),
                in.bits("trace.span"),
                (byte) in.octet("trace.flags"))
            : TraceContext.NONE;
    return new Request.Submit(restaurantId, restaurant, key, CommandForm.read(in, format), trace);
  }

  private static Request readDay(ByteReader in) {
    return new Request.ReadDay(
        in.text("restaurantId"),
        in.bits("restaurant"),
        in.smallNumber("serviceDay"),
        in.flag("interested"));
  }
}
