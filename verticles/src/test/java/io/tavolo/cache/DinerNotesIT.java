package io.tavolo.cache;

import static io.tavolo.cache.RedisBench.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.http.DinerTimes.Visit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DinerNotesIT {
  private static final long ADA = -42;
  private static final int NOW = 6_000_000;

  @TempDir Path dir;
  private RedisBench bench;
  private DinerNotes notes;

  @BeforeEach
  void startRedis() throws Exception {
    bench = new RedisBench(dir);
    notes = new DinerNotes(bench.cache, () -> NOW * 300_000L);
  }

  @AfterEach
  void stopRedis() throws Exception {
    bench.close();
  }

  private static Reservation reservation(long id, Status status, int startTick) {
    return new Reservation(
        id,
        status,
        4,
        startTick,
        startTick + 20,
        startTick + 22,
        20_833,
        List.of("T4"),
        "hall",
        false,
        9,
        ADA,
        null,
        1,
        0,
        0,
        0,
        false);
  }

  private static ReservationId id(long reservation) {
    return new ReservationId(77, reservation);
  }

  private List<Visit> visits() throws Exception {
    return await(notes.of(ADA));
  }

  @Test
  void shouldKeepADinersVisitsAsTheyStand() throws Exception {
    assertThat(visits()).isEmpty();
    notes.put(id(1), reservation(1, Status.CONFIRMED, NOW + 5));
    notes.put(id(2), reservation(2, Status.SEATED, NOW - 5));
    assertThat(visits())
        .containsExactlyInAnyOrder(
            new Visit(id(1), NOW + 5, NOW + 25), new Visit(id(2), NOW - 5, NOW + 15));
    notes.put(id(1), reservation(1, Status.CONFIRMED, NOW + 50));
    notes.put(id(2), reservation(2, Status.CANCELLED, NOW - 5));
    assertThat(visits()).containsExactly(new Visit(id(1), NOW + 50, NOW + 70));
    assertThat(await(notes.of(ADA + 1))).isEmpty();
  }

  @Test
  void shouldNoteNeitherHoldsNorWhatIsOver() throws Exception {
    notes.put(id(1), reservation(1, Status.HELD, NOW + 5));
    notes.put(id(2), reservation(2, Status.FINISHED, NOW - 5));
    notes.put(id(3), reservation(3, Status.CONFIRMED, NOW - 20));
    assertThat(visits()).isEmpty();
  }

  @Test
  void shouldBoundWhatIsKeptOfOneDiner() throws Exception {
    for (int i = 0; i < 100; i++) {
      notes.put(id(i), reservation(i, Status.CONFIRMED, NOW + i));
    }
    assertThat(visits()).hasSize(64);
    notes.put(id(3), reservation(3, Status.CONFIRMED, NOW + 500));
    assertThat(visits()).hasSize(64).contains(new Visit(id(3), NOW + 500, NOW + 520));
  }

  @Test
  void shouldKnowNobodyWhileRedisIsAway() throws Exception {
    notes.put(id(1), reservation(1, Status.CONFIRMED, NOW + 5));
    assertThat(visits()).hasSize(1);
    bench.stopRedis();
    assertThat(visits()).isEmpty();
    notes.put(id(2), reservation(2, Status.CONFIRMED, NOW + 5));
    assertThat(visits()).isEmpty();
  }
}
