package io.tavolo.http;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import java.time.ZoneId;
import java.util.Locale;

/** Which problem each answer of the engine is to the client. */
final class Refusals {
  private Refusals() {}

  static Problem problem(Reply.Unavailable unavailable) {
    return switch (unavailable.reason()) {
      case QUEUE_FULL, DEADLINE -> Problem.unavailable("too busy; nothing was done", 1);
      case FAULT -> Problem.unavailable("something is wrong here; nothing was done", 5);
      case DATABASE -> Problem.unavailable("not stored; nothing was done", 2);
      case UNREACHABLE ->
          Problem.unavailable(
              "the node that keeps the restaurant cannot be reached from here at the moment; nothing"
                  + " was done",
              2);
      case UNKNOWN_OUTCOME ->
          Problem.unavailable(
              "no answer in time: it may have been done or not; the same Idempotency-Key tells", 1);
    };
  }

  /**
   * The problem a refusal is.
   *
   * @param restaurant the number of the restaurant that refused
   */
  static Problem problem(Reply.Refused refused, long restaurant) {
    return switch (refused.refusal()) {
      case NO_TABLE,
          CLOSED,
          NOT_A_SLOT,
          TOO_SOON,
          TOO_FAR_AHEAD,
          PARTY_SIZE,
          CANCELLATION_CUTOFF,
          PACING,
          DINER_OVERLAP,
          HOLD_LIMIT ->
          slotUnavailable(refused);
      case DEPOSIT_REQUIRED ->
          Problem.of(
              ProblemType.DEPOSIT_REQUIRED,
              "the restaurant asks for a deposit that has not been paid");
      case HOLD_EXPIRED ->
          Problem.of(ProblemType.HOLD_EXPIRED, "the hold has run out or was given back");
      case NOT_CHANGEABLE ->
          Problem.of(ProblemType.NOT_CHANGEABLE, "the reservation is over and stays as it is");
      case ORPHANS -> orphans(refused, restaurant);
      case RESTAURANT_ID_TAKEN ->
          Problem.of(ProblemType.RESTAURANT_ID_TAKEN, "choose a different restaurant id");
      case UNKNOWN_RESTAURANT -> Problem.of(ProblemType.NOT_FOUND, "no such restaurant");
      case UNKNOWN_RESERVATION -> Problem.of(ProblemType.NOT_FOUND, "no such reservation or hold");
      case UNKNOWN_AREA -> Problem.invalidBody("/area_id", "the restaurant has no such area");
      case NONEXISTENT_TIME ->
          Problem.invalidBody("/start", "the restaurant's clock skips this time on that date");
      case DINER_REQUIRED ->
          Problem.invalidBody(
              "/diner", "missing, or without e-mail address and telephone number, one is needed");
      case VERSION_MISMATCH ->
          Problem.of(ProblemType.PRECONDITION_FAILED, "If-Match names another version");
      case KEY_REUSED ->
          Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "the key belongs to a request with other content");
      case UNSTORABLE -> Problem.invalidBody("", "something in it cannot be stored");
    };
  }

  private static Problem slotUnavailable(Reply.Refused refused) {
    Refusal reason = refused.refusal();
    return Problem.of(ProblemType.SLOT_UNAVAILABLE, detail(reason))
        .with(
            out -> {
              out.writeStringField("reason", reason.name().toLowerCase(Locale.ROOT));
              out.writeArrayFieldStart("alternatives");
              for (Alternative alternative : refused.alternatives()) {
                long second = Ticks.epochSecond(alternative.startTick());
                out.writeStartObject();
                out.writeStringField("start", Times.instant(second, ZoneId.of(refused.zoneId())));
                out.writeStringField("area_id", alternative.areaId());
                out.writeEndObject();
              }
              out.writeEndArray();
            });
  }

  private static String detail(Refusal reason) {
    return switch (reason) {
      case NO_TABLE -> "no table that takes the party is free for the whole visit";
      case CLOSED -> "the restaurant is closed on that date";
      case NOT_A_SLOT -> "no visit starts at that time";
      case TOO_SOON -> "that is nearer than the restaurant takes bookings for";
      case TOO_FAR_AHEAD -> "that is further ahead than the restaurant takes bookings for";
      case PARTY_SIZE -> "the restaurant does not take parties of this size";
      case CANCELLATION_CUTOFF -> "it is too late to change or cancel; call the restaurant";
      case PACING -> "the restaurant takes no more guests at that time";
      case DINER_OVERLAP -> "the diner has another reservation here at that time";
      case HOLD_LIMIT -> "the diner has as many holds here as one may have";
      default -> "the restaurant cannot take the party then";
    };
  }

  private static Problem orphans(Reply.Refused refused, long restaurant) {
    return Problem.of(
            ProblemType.ORPHANED_RESERVATIONS,
            "the change leaves standing reservations without a place")
        .with(
            out ->
                Json.strings(
                    out,
                    "reservations",
                    refused.reservations().stream()
                        .map(one -> new ReservationId(restaurant, one).toString())
                        .toList()));
  }
}
