package io.tavolo.http.body;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.time.Start;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) of a reservation.
 *
 * @param partySize 1..100, or 0 when it stays
 * @param start null when it stays
 * @param areaId null when it stays, {@link Command.Modify#ANY_AREA} when it was given as null
 * @param exceedPacing whether it moves although the house is paced out; staff's only
 */
public record ReservationPatch(
    int partySize,
    @Nullable Start start,
    @Nullable String areaId,
    Personal personal,
    boolean exceedPacing) {

  /**
   * Reads the body.
   *
   * @throws ProblemException when it is none
   */
  public static ReservationPatch read(byte[] body, Caller caller) {
    return new Reading(caller, new Faults()).read(body, members -> members);
  }

  /** Reads a line of a batch as a patch; its {@code head} is read already. */
  static ReservationPatch line(
      byte[] line, Caller caller, Faults faults, UnaryOperator<JsonIn.Members> head) {
    return new Reading(caller, faults).read(line, head);
  }

  /** The body in the form that the same content always has. */
  public String payload() {
    Payload payload = new Payload().add("party_size", partySize).add("area_id", areaId);
    if (start != null) {
      payload.add(start.local() ? "wall_clock" : "instant", start.second());
    }
    payload.add("exceed_pacing", exceedPacing ? true : null);
    personal.addTo(payload);
    return payload.toString();
  }

  private static final class Reading {
    private final Caller caller;
    private final Faults faults;
    private final Personal personal = Personal.patching();
    private int partySize;
    private @Nullable Start start;
    private @Nullable String areaId;

    private @Nullable Boolean exceedPacing;

    Reading(Caller caller, Faults faults) {
      this.caller = caller;
      this.faults = faults;
    }

    ReservationPatch read(byte[] body, UnaryOperator<JsonIn.Members> head) {
      Bodies.read(body, faults, List.of(), head.apply(this::member));
      Bodies.requireNone(faults);
      StaffOnly.require(caller, "exceed_pacing", exceedPacing);
      boolean exceeds = exceedPacing != null && exceedPacing;
      return new ReservationPatch(partySize, start, areaId, personal, exceeds);
    }

    private boolean member(String name, JsonIn in) throws IOException {
      switch (name) {
        case "party_size" -> partySize = in.integer(1, BookingBody.MAX_PARTY);
        case "start" -> start = BookingBody.readStart(in);
        case "area_id" -> areaId = in.isNull() ? Command.Modify.ANY_AREA : in.text(1, 32);
        case "exceed_pacing" -> exceedPacing = in.isNull() ? null : Boolean.valueOf(in.bool());
        default -> {
          return personal.read(name, in);
        }
      }
      return true;
    }
  }
}
