package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.availability.DaySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Redis, as far as the product relies on it: days of restaurants, each written by the product's one
 * script, which refuses a day that is older by (epoch, sequence) than the one it has, and read as
 * they are. Entries run out by the server's time.
 *
 * <p>Each process has a {@link CacheLink}. A server that is down says nothing and keeps its
 * entries; {@link #empty} has it lose them.
 */
public final class Cache {
  /**
   * A day as it is kept.
   *
   * @param life counts up whenever a day is written that was not there: within one life the stamps
   *     never fall
   */
  public record Entry(DaySnapshot day, long life) {
    boolean isNewerThan(DaySnapshot other) {
      return day.epoch() > other.epoch()
          || (day.epoch() == other.epoch() && day.seq() > other.seq());
    }
  }

  private record Key(long restaurant, int serviceDay) {}

  private record Held(Entry entry, long untilUs) {}

  final Dice dice;
  final Tally tally;
  final Later later;
  private final LongSupplier nowUs;
  private final Map<Key, Held> held = new HashMap<>();
  private final List<CacheLink> links = new ArrayList<>();
  private long lives;
  private boolean down;
  private long slowUs;
  private int loseCommandOneIn;
  private int loseAnswerOneIn;
  private int lateOneIn;
  private long lateUs;

  /**
   * An empty server that works well.
   *
   * @param nowUs the server's time, which {@code later} follows
   */
  public Cache(LongSupplier nowUs, Later later, RandomGenerator random, Tally tally) {
    this.nowUs = nowUs;
    this.later = later;
    this.tally = tally;
    dice = new Dice(random);
  }

  // ---------------------------------------------------------------- switches

  /** A server that goes down hangs up; what is on its way to it is lost. */
  public void down(boolean is) {
    down = is;
    if (is) {
      List.copyOf(links).forEach(CacheLink::hungUp);
    }
  }

  /** Forgets every entry. */
  public void empty() {
    tally.note(Happened.REDIS_EMPTIED);
    held.clear();
  }

  /** Every command takes longer by so much, 0 for none. */
  public void slow(long us) {
    slowUs = us;
  }

  /** Of so many commands one is lost, and all that follow on its connection; 0 for none. */
  public void loseCommandOneIn(int oneIn) {
    loseCommandOneIn = oneIn;
  }

  /** Of so many answers one is lost, and all that follow on its connection; 0 for none. */
  public void loseAnswerOneIn(int oneIn) {
    loseAnswerOneIn = oneIn;
  }

  /**
   * Of so many commands one is late, and all that follow on its connection.
   *
   * @param oneIn 0 for none
   * @param us at most
   */
  public void late(int oneIn, long us) {
    lateOneIn = oneIn;
    lateUs = us;
  }

  /** All works well again; what is on its way stays on its way. */
  public void heal() {
    down(false);
    slow(0);
    loseCommandOneIn(0);
    loseAnswerOneIn(0);
    late(0, 0);
  }

  // ---------------------------------------------------------------- use

  /**
   * A process's connection.
   *
   * @param node its process's time: what is not due when it ends never happens
   */
  public CacheLink connect(Later node) {
    CacheLink link = new CacheLink(this, node);
    links.add(link);
    return link;
  }

  /** What a reader would find now, for checks. */
  public @Nullable Entry look(long restaurant, int serviceDay) {
    Key key = new Key(restaurant, serviceDay);
    Held found = held.get(key);
    if (found == null) {
      return null;
    }
    if (found.untilUs <= nowUs.getAsLong()) {
      tally.note(Happened.REDIS_EXPIRED);
      held.remove(key);
      return null;
    }
    return found.entry;
  }

  /** The product's script. */
  void put(DaySnapshot day, long restaurant, long lastsMs) {
    if (lastsMs < 1) {
      throw new IllegalArgumentException("lastsMs: %d (expected: 1 or more)".formatted(lastsMs));
    }
    Entry found = look(restaurant, day.serviceDay());
    if (found != null && found.isNewerThan(day)) {
      tally.note(Happened.REDIS_OLDER_REFUSED);
      return;
    }
    Entry entry = new Entry(day, found == null ? ++lives : found.life);
    long untilUs = nowUs.getAsLong() + lastsMs * 1_000;
    held.put(new Key(restaurant, day.serviceDay()), new Held(entry, untilUs));
  }

  // ---------------------------------------------------------------- for the links

  void forget(CacheLink link) {
    links.remove(link);
  }

  boolean isDown() {
    return down;
  }

  boolean losesCommand() {
    return dice.happens(loseCommandOneIn);
  }

  boolean losesAnswer() {
    return dice.happens(loseAnswerOneIn);
  }

  long nowUs() {
    return nowUs.getAsLong();
  }

  long travelUs() {
    return dice.between(50, 400) + slowUs;
  }

  long commandUs() {
    return dice.happens(lateOneIn) ? travelUs() + dice.between(0, lateUs) : travelUs();
  }
}
