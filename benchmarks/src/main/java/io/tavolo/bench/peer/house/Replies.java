package io.tavolo.bench.peer.house;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of a peer, in the words of a lane. */
public final class Replies {
  private Replies() {}

  /**
   * A reservation was made or cancelled, or was so already.
   *
   * @param definition null when there is no such restaurant: then that is the answer
   * @param reservation as it stands, or null when it is to be read
   */
  public static Reply done(
      @Nullable Restaurant definition,
      Event.Kind kind,
      @Nullable Reservation reservation,
      long id,
      boolean repeated) {
    return definition == null
        ? refused(null, Refusal.UNKNOWN_RESTAURANT)
        : new Reply.Done(
            kind,
            reservation,
            id,
            definition.profile().restaurantId(),
            definition.profile().zone().getId(),
            definition.policies().showTables(),
            repeated);
  }

  /** Without alternatives: a refusal here costs less than Tavolo's. */
  public static Reply refused(@Nullable Restaurant definition, Refusal refusal) {
    String zone = definition == null ? "" : definition.profile().zone().getId();
    return new Reply.Refused(refusal, zone, List.of(), List.of());
  }
}
