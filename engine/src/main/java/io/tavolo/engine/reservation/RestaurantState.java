package io.tavolo.engine.reservation;

import io.tavolo.engine.inventory.BitmapInventory;
import io.tavolo.engine.inventory.Inventory;
import io.tavolo.engine.inventory.Seatings;
import io.tavolo.engine.pacing.Pace;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.engine.time.Calendar;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant in memory: its definition, the reservations that take a table, and a few that no
 * longer do. Changed in place, by events only; one owner thread.
 */
public final class RestaurantState {
  /**
   * How many ended reservations are remembered, so that a repeated cancel needs no database. More
   * than two batches can end: an end that is not committed yet must not be forgotten.
   */
  public static final int ENDED_KEPT = 4096;

  /** Most restaurants never have so many: there are thousands of them in memory. */
  private static final int FIRST_ENDED = 8;

  private static final FloorPlan NO_TABLES = new FloorPlan(List.of(), List.of());
  private static final Schedule NO_SHIFTS =
      new Schedule(15, List.of(), List.of(), List.of(new TurnTime(100, 120)));

  private final Function<Seatings, Inventory> inventories;
  private final Long2ObjectHashMap<Reservation> standing = new Long2ObjectHashMap<>();
  private final Long2ObjectHashMap<Reservation> ended = new Long2ObjectHashMap<>();
  private long[] endedOrder = new long[FIRST_ENDED];
  private int endedNext;
  private @Nullable Floor floor;

  /** Kept only where the policies ask about the diner. */
  private @Nullable Diners diners;

  public RestaurantState() {
    this(BitmapInventory::new);
  }

  /** For the naive twin. */
  public RestaurantState(Function<Seatings, Inventory> inventories) {
    this.inventories = inventories;
  }

  /** A restaurant as the database has it. */
  public void restore(@Nullable Restaurant definition, List<Reservation> reservations) {
    for (Reservation reservation : reservations) {
      standing.put(reservation.id(), reservation);
    }
    if (definition != null) {
      compile(definition);
    }
  }

  /**
   * Remembers a reservation that was read from the database because memory did not have it. What
   * memory has by now is newer.
   */
  public void recall(Reservation reservation) {
    if (find(reservation.id()) == null) {
      end(reservation);
    }
  }

  /** Null until the restaurant is created. */
  public @Nullable Floor floor() {
    return floor;
  }

  /** The reservation, if memory has it. */
  public @Nullable Reservation find(long reservation) {
    Reservation found = standing.get(reservation);
    return found != null ? found : ended.get(reservation);
  }

  /** The standing reservations by diner, or null when no policy asks. */
  @Nullable Diners diners() {
    return diners;
  }

  /** The reservations that take a table. */
  public Collection<Reservation> standing() {
    return standing.values();
  }

  /** Applies a fact. Total: every event of the journal can be applied, in order. */
  public void evolve(Event event) {
    if (event instanceof Event.OfReservation change) {
      replace(change.after());
    } else if (event instanceof Event.ProfileChanged change) {
      compile(
          floor == null
              ? new Restaurant(change.profile(), NO_TABLES, NO_SHIFTS, Policies.DEFAULT)
              : floor.definition().withProfile(change.profile()));
    } else if (floor != null) {
      Restaurant definition = floor.definition();
      if (event instanceof Event.FloorPlanChanged change) {
        for (Reservation moved : change.moved()) {
          standing.put(moved.id(), moved);
        }
        compile(definition.withFloorPlan(change.floorPlan()));
      } else if (event instanceof Event.ScheduleChanged change) {
        compile(definition.withSchedule(change.schedule()));
      } else if (event instanceof Event.PoliciesChanged change) {
        compile(definition.withPolicies(change.policies()));
      }
    }
  }

  /** Forgets visits that were over before the tick; the database has them. */
  public void forgetBefore(int tick) {
    LongArrayList past = new LongArrayList();
    standing.forEach(
        (id, reservation) -> {
          if (reservation.endTick() <= tick) {
            past.addLong(id);
          }
        });
    past.forEachOrderedLong(
        id -> {
          Reservation forgotten = standing.remove(id);
          if (diners != null && forgotten != null) {
            diners.remove(forgotten);
          }
        });
    if (floor != null) {
      floor.inventory().forgetBefore(tick);
      floor.pace().forgetBefore(tick);
    }
  }

  private void replace(Reservation after) {
    Reservation before = standing.remove(after.id());
    if (before != null) {
      leave(before);
    }
    if (after.status().occupies()) {
      standing.put(after.id(), after);
      if (floor != null) {
        floor.occupy(after);
      }
      if (diners != null) {
        diners.add(after);
      }
    } else {
      end(after);
    }
  }

  private void leave(Reservation reservation) {
    if (floor != null) {
      floor.vacate(reservation);
    }
    if (diners != null) {
      diners.remove(reservation);
    }
  }

  private void end(Reservation reservation) {
    if (ended.put(reservation.id(), reservation) != null) {
      return;
    }
    int slot = endedNext++ & (ENDED_KEPT - 1);
    if (slot == endedOrder.length) {
      endedOrder = Arrays.copyOf(endedOrder, 2 * slot);
    }
    if (endedNext > ENDED_KEPT) {
      ended.remove(endedOrder[slot]);
    }
    endedOrder[slot] = reservation.id();
  }

  private void compile(Restaurant definition) {
    Floor compiled = compiled(definition);
    standing.forEach((id, reservation) -> compiled.occupy(reservation));
    floor = compiled;
    Policies policies = definition.policies();
    diners = policies.onePerDiner() || policies.holdsPerDiner() > 0 ? new Diners() : null;
    if (diners != null) {
      standing.values().forEach(diners::add);
    }
  }

  /** The definition compiled, with nothing taken. */
  Floor compiled(Restaurant definition) {
    Seatings seatings = Seatings.of(definition.floorPlan());
    return new Floor(
        definition,
        new Calendar(definition.profile().zone(), definition.schedule()),
        seatings,
        inventories.apply(seatings),
        new Pace(definition.schedule(), seatings));
  }
}
