package io.tavolo.bench.peer.pekko;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decider;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.RestaurantState;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity's state: the engine's restaurant, its diners, and the newest answers to callers with
 * keys. Changed in place, by facts only; one actor.
 */
final class House {
  /** So many callers may ask again; all keys stay in the journal. */
  static final int ANSWERS_KEPT = 10_000;

  private final RestaurantState state = new RestaurantState();
  private final Map<Long, Diner> diners = new HashMap<>();
  private final Map<Name, Given> answers = new LinkedHashMap<>();

  /** A key without what it stands for. */
  record Name(long high, long low) {
    private static Name of(CommandKey key) {
      return new Name(key.high(), key.low());
    }
  }

  /** An answer that was given, as {@link Outcome} has it; 0 for no reservation. */
  record Given(long payloadHash, short outcome, long reservation) {}

  Decision decide(Command command, long nowMs) {
    return Decider.decide(state, command, nowMs);
  }

  @Nullable Restaurant definition() {
    Floor floor = state.floor();
    return floor == null ? null : floor.definition();
  }

  /** What the caller with the key was answered, or null. */
  @Nullable Given answered(CommandKey key) {
    return answers.get(Name.of(key));
  }

  @Nullable Reservation find(long reservation) {
    return state.find(reservation);
  }

  /** Of a reservation that stands; null when it has none. */
  @Nullable Diner dinerOf(Reservation reservation) {
    return diners.get(reservation.diner());
  }

  void apply(Fact fact) {
    if (fact instanceof Fact.Refused refused) {
      remember(refused.key(), Outcome.of(refused.refusal()), 0);
    } else if (fact instanceof Fact.Happened happened) {
      Event event = happened.event();
      state.evolve(event);
      if (happened.diner() != null) {
        diners.put(happened.diner().ref(), happened.diner());
      }
      if (event instanceof Event.OfReservation change) {
        Reservation after = change.after();
        if (!after.status().occupies()) {
          diners.remove(after.diner());
        }
        remember(happened.key(), Outcome.of(change.kind()), after.id());
      } else {
        remember(happened.key(), Outcome.STORED, 0);
      }
    }
  }

  private void remember(CommandKey key, short outcome, long reservation) {
    if (key.byCaller()) {
      put(Name.of(key), new Given(key.payloadHash(), outcome, reservation));
    }
  }

  private void put(Name name, Given given) {
    answers.put(name, given);
    if (answers.size() > ANSWERS_KEPT) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  Collection<Reservation> standing() {
    return state.standing();
  }

  Collection<Diner> diners() {
    return diners.values();
  }

  /** The oldest first. */
  Map<Name, Given> answers() {
    return answers;
  }

  /** A house as it was. */
  static House of(
      @Nullable Restaurant definition,
      List<Reservation> standing,
      List<Diner> diners,
      Map<Name, Given> answers) {
    House house = new House();
    house.state.restore(definition, standing);
    diners.forEach(diner -> house.diners.put(diner.ref(), diner));
    answers.forEach(house::put);
    return house;
  }
}
