package io.tavolo.engine.simulation.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.Policies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A batch put together by hand. */
final class Rows implements Batch {
  private static final long AT_MS = 1_795_000_000_000L;

  private final List<Head> heads = new ArrayList<>();
  private final List<JournalRow> journal = new ArrayList<>();
  private final List<DinerRow> diners = new ArrayList<>();

  Rows head(int shard, long epoch, long previousSeq, long nextSeq) {
    heads.add(new Head(shard, epoch, previousSeq, nextSeq));
    return this;
  }

  /** An event of a restaurant that has the shard's number. */
  Rows event(int shard, long seq) {
    Event event = new Event.PoliciesChanged(new Policies(0, 90, 1, 20, 300, 0, true));
    journal.add(new JournalRow(shard, seq, shard, "r" + shard, AT_MS, event, CommandKey.NONE));
    return this;
  }

  Rows diner(int shard, long ref) {
    diners.add(new DinerRow(shard, shard, new Diner(ref, null, null, null, null, List.of())));
    return this;
  }

  @Override
  public long number() {
    return 1;
  }

  @Override
  public List<Head> heads() {
    return heads;
  }

  @Override
  public List<JournalRow> journal() {
    return journal;
  }

  @Override
  public Collection<ReservationRow> reservations() {
    return List.of();
  }

  @Override
  public Collection<DinerRow> diners() {
    return diners;
  }

  @Override
  public Collection<KeyRow> keys() {
    return List.of();
  }

  @Override
  public Collection<DefinitionRow> definitions() {
    return List.of();
  }
}
