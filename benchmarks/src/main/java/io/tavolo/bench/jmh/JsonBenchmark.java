package io.tavolo.bench.jmh;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.body.BookingBody;
import io.tavolo.http.body.ReservationJson;
import io.tavolo.http.json.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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

/** What the JSON of a booking costs: the body that asks for it, and the answer with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {
  private static final int TABLES = 40;
  private static final int DINNER = 20;
  private static final int BOOKINGS = 32;

  /** As long as one of ours; making it is no matter of JSON. */
  private static final String TOKEN = "m".repeat(43);

  private final byte[][] bodies = new byte[BOOKINGS][];
  private final ReservationJson[] answers = new ReservationJson[BOOKINGS];
  private int next;

  /** Bookings of all sizes; fails when one is not read, or written, as it is. */
  public JsonBenchmark() {
    House house = new House(TABLES);
    for (int n = 0; n < BOOKINGS; n++) {
      int party = 1 + n % 8;
      LocalDate date = House.EMPTY.plusDays(n % 7);
      Command.Book book = house.book(party, date, DINNER);
      bodies[n] = body(party, date).getBytes(StandardCharsets.UTF_8);
      Event.OfReservation event = house.accept(book);
      answers[n] =
          new ReservationJson(
              new ReservationId(House.NUMBER, event.after().id()),
              House.ID,
              house.definition().profile().zone(),
              event.after(),
              book.diner(),
              true,
              false,
              null);
      next = n;
      BookingBody read = read();
      next = n;
      String written = write().toString();
      if (read.partySize() != party
          || !read.start().equals(book.start())
          || !written.contains("\"version\":1,\"manage_token\":\"" + TOKEN)) {
        throw new IllegalStateException(read + ", " + written);
      }
    }
  }

  private static String body(int party, LocalDate date) {
    return """
    {"party_size":%d,"start":"%sT%d:00","diner":{"name":"Ada Lovelace","email":"ada@example.org","phone":"+39 06 123 4567"}}"""
        .formatted(party, date, DINNER);
  }

  private int next() {
    return next++ & BOOKINGS - 1;
  }

  /** The body of a booking, from bytes to values. */
  @Benchmark
  public BookingBody read() {
    return BookingBody.book(bodies[next()], Caller.GUEST);
  }

  /** The answer to it, from values to bytes. */
  @Benchmark
  public Buffer write() {
    ReservationJson answer = answers[next()];
    return Json.object(
        out -> {
          answer.writeTo(out);
          out.writeStringField("manage_token", TOKEN);
        });
  }
}
