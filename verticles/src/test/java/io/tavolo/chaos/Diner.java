package io.tavolo.chaos;

import io.tavolo.chaos.check.Answer;
import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.House;
import io.tavolo.engine.reservation.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that books, holds, confirms, moves, cancels and asks, one thing after another, until it
 * is told to leave. All but its timing is drawn from its seed. One thread.
 */
final class Diner implements Runnable {
  /** Which parties come; the houses have tables for both. */
  static final List<Integer> PARTIES = List.of(2, 4);

  /** How many dates, from the first, the diners want. */
  static final int DAYS = 2;

  private static final int KEPT = 12;
  private static final int MOST_THINKING_MS = 60;

  private final Counter counter;
  private final List<House> houses;
  private final int firstDay;
  private final SplittableRandom random;
  private final BooleanSupplier cacheIsAway;
  private final List<Counter.Mine> mine = new ArrayList<>();
  private volatile boolean leaving;

  /**
   * A client that has not come yet.
   *
   * @param firstDay in days since 1970-01-01
   * @param cacheIsAway whether it is certain that no node has a cache
   */
  Diner(
      Counter counter,
      List<House> houses,
      int firstDay,
      SplittableRandom random,
      BooleanSupplier cacheIsAway) {
    this.counter = counter;
    this.houses = houses;
    this.firstDay = firstDay;
    this.random = random;
    this.cacheIsAway = cacheIsAway;
  }

  /** Asks for nothing more once what it asked for is answered. */
  void leave() {
    leaving = true;
  }

  @Override
  public void run() {
    try {
      while (!leaving) {
        step();
        Thread.sleep(random.nextInt(MOST_THINKING_MS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 8) {
      counter.free(house().id(), day(), party(), cacheIsAway);
    } else if (mine.isEmpty() || (dice < 60 && mine.size() < KEPT)) {
      make(dice);
    } else {
      change(dice);
    }
  }

  private void make(int dice) throws InterruptedException {
    House house = house();
    Counter.Shape shape = shape();
    if (dice < 22) {
      hold(house, shape);
      return;
    }
    boolean external = dice < 32;
    String key = external ? null : counter.uuid();
    keep(counter.make(Op.BOOK, house.id(), shape, key, external));
  }

  private void hold(House house, Counter.Shape shape) throws InterruptedException {
    Counter.Mine held = counter.make(Op.HOLD, house.id(), shape, counter.uuid(), false);
    if (held == null) {
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> counter.release(held);
      case 1 -> {
        // Forgotten: it runs out.
      }
      default -> {
        Thread.sleep(random.nextInt(MOST_THINKING_MS));
        if (counter.confirm(held, random.nextBoolean() ? counter.uuid() : null)) {
          keep(held);
        }
      }
    }
  }

  private void keep(Counter.@Nullable Mine made) {
    if (made != null) {
      mine.add(made);
    }
  }

  private void change(int dice) throws InterruptedException {
    int which = random.nextInt(mine.size());
    Counter.Mine one = mine.get(which);
    if (dice < 70) {
      counter.read(one);
    } else if (dice < 74
        && one.key() != null
        && one.stands().shown().status() == Status.CONFIRMED) {
      counter.repeat(one, Op.BOOK);
    } else if (dice < 84) {
      move(which, one);
    } else {
      mine.remove(which);
      counter.cancel(one);
    }
  }

  private void move(int which, Counter.Mine one) throws InterruptedException {
    Counter.Shape shape = shape();
    if (shape.startTick() == one.shape().startTick()) {
      return;
    }
    var call = counter.move(one, shape, counter.uuid());
    if (call.answer() instanceof Answer.Stands stands) {
      mine.set(which, new Counter.Mine(one.house(), shape, stands, one.token(), null));
    } else if (call.answer() == null) {
      // Nobody knows where it is now.
      mine.remove(which);
    }
  }

  /** One in three wants the same restaurant at the same time as the others. */
  private House house() {
    return houses.get(random.nextInt(3) == 0 ? 0 : random.nextInt(houses.size()));
  }

  private Counter.Shape shape() {
    List<Integer> slots = House.slots(day());
    boolean hot = random.nextInt(4) == 0;
    return new Counter.Shape(
        slots.get(hot ? slots.size() / 2 : random.nextInt(slots.size())), party());
  }

  private int day() {
    return firstDay + random.nextInt(DAYS);
  }

  private int party() {
    return PARTIES.get(random.nextInt(PARTIES.size()));
  }
}
