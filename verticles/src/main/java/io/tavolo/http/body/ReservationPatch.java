package io.tavolo.http.body;

import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.time.Start;
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
 */
public record ReservationPatch(
    int partySize, @Nullable Start start, @Nullable String areaId, Personal personal) {

  /**
   * Reads the body.
   *
   * @throws ProblemException when it is none
   */
  public static ReservationPatch read(byte[] body) {
    return new Reading(new Faults()).read(body, members -> members);
  }

  /** Reads a line of a batch as a patch; its {@code head} is read already. */
  static ReservationPatch line(byte[] line, Faults faults, UnaryOperator<JsonIn.Members> head) {
    return new Reading(faults).read(line, head);
  }

  /** The body in the form that the same content always has. */
  public String payload() {
    Payload payload = new Payload().add("party_size", partySize).add("area_id", areaId);
    if (start != null) {
      payload.add(start.local() ? "wall_clock" : "instant", start.second());
    }
    personal.addTo(payload);
    return payload.toString();
  }

  private static final class Reading {
    private final Faults faults;
    private final Personal personal = Personal.patching();
    private int partySize;
    private @Nullable Start start;
    private @Nullable String areaId;

    Reading(Faults faults) {
      this.faults = faults;
    }

    ReservationPatch read(byte[] body, UnaryOperator<JsonIn.Members> head) {
      Bodies.read(body, faults, List.of(), head.apply(this::member));
      Bodies.requireNone(faults);
      return new ReservationPatch(partySize, start, areaId, personal);
    }

    private boolean member(String name, JsonIn in) throws IOException {
      switch (name) {
        case "party_size" -> partySize = in.integer(1, BookingBody.MAX_PARTY);
        case "start" -> start = BookingBody.readStart(in);
        case "area_id" -> areaId = in.isNull() ? Command.Modify.ANY_AREA : in.text(1, 32);
        default -> {
          return personal.read(name, in);
        }
      }
      return true;
    }
  }
}
