package io.tavolo.bench.jmh;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.wire.ReplyCodec;
import io.tavolo.engine.wire.RequestCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to bring a booking into bytes and back: the request to another node, its reply, and
 * the event in the journal.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;
  private static final int BOOKINGS = 32;
  private static final long REMAINING_MS = 5_000;

  private final Request[] requests = new Request[BOOKINGS];
  private final Reply[] replies = new Reply[BOOKINGS];
  private final Event[] events = new Event[BOOKINGS];
  private final byte[][] requestBytes = new byte[BOOKINGS][];
  private final byte[][] replyBytes = new byte[BOOKINGS][];
  private final byte[][] eventBytes = new byte[BOOKINGS][];
  private int next;

  /** Bookings of all sizes; fails when one does not come back as it was. */
  public CodecBenchmark() {
    House house = new House(TABLES);
    for (int n = 0; n < BOOKINGS; n++) {
      Command.Book book = house.book(1 + n % 8, House.EMPTY.plusDays(n % 7), DINNER);
      Event.OfReservation event = house.accept(book);
      requests[n] = Messages.request(book, n, true);
      replies[n] = Messages.answer(house, event);
      events[n] = event;
      requestBytes[n] = RequestCodec.encode(requests[n], REMAINING_MS);
      replyBytes[n] = ReplyCodec.encode(replies[n]);
      eventBytes[n] = EventCodec.encode(event);
      if (!RequestCodec.decode(requestBytes[n]).request().equals(requests[n])
          || !ReplyCodec.decode(replyBytes[n]).equals(replies[n])
          || !EventCodec.decode(eventBytes[n]).equals(event)) {
        throw new IllegalStateException("not the same: " + book);
      }
    }
  }

  private int next() {
    return next++ & BOOKINGS - 1;
  }

  @Benchmark
  public byte[] writeRequest() {
    return RequestCodec.encode(requests[next()], REMAINING_MS);
  }

  @Benchmark
  public RequestCodec.Timed readRequest() {
    return RequestCodec.decode(requestBytes[next()]);
  }

  @Benchmark
  public byte[] writeReply() {
    return ReplyCodec.encode(replies[next()]);
  }

  @Benchmark
  public Reply readReply() {
    return ReplyCodec.decode(replyBytes[next()]);
  }

  @Benchmark
  public byte[] writeEvent() {
    return EventCodec.encode(events[next()]);
  }

  @Benchmark
  public Event readEvent() {
    return EventCodec.decode(eventBytes[next()]);
  }
}
