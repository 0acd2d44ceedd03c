package io.tavolo.http.body;

import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.time.Start;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.CommandNames;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The body that asks for a table: of a reservation, or of a hold.
 *
 * @param partySize 1..100
 * @param areaId the area asked for
 * @param externalId the caller's own name for it; of a guest a UUID
 * @param ttlSeconds of a hold, 10..3600, or 0 for the restaurant's own
 * @param channel how the party comes to its table, or null where it was not said; staff's only
 * @param exceedPacing whether it is taken although the house is paced out; staff's only
 * @param recorded when another system had taken the reservation, which is brought in now; the
 *     operator's only
 */
public record BookingBody(
    int partySize,
    Start start,
    @Nullable String areaId,
    Personal personal,
    @Nullable String externalId,
    int ttlSeconds,
    @Nullable Channel channel,
    boolean exceedPacing,
    @Nullable Start recorded) {
  /** The largest party anywhere; the restaurant's own limit is the engine's to judge. */
  public static final int MAX_PARTY = 100;

  private static final List<String> BOOK = List.of("party_size", "start", "diner");
  private static final List<String> HOLD = List.of("party_size", "start");
  private static final List<Channel> OF_ALL = Enums.all(Channel.class);

  /** Nobody keeps a table for one who stands at the door. */
  private static final List<Channel> OF_HOLDS = List.of(Channel.ONLINE, Channel.IN_HOUSE);

  /**
   * Reads the body of a reservation.
   *
   * @throws ProblemException when it is none
   */
  public static BookingBody book(byte[] body, Caller caller) {
    return new Reading(false, caller, new Faults()).read(body, members -> members);
  }

  /**
   * Reads the body of a hold, whose diner may be absent.
   *
   * @throws ProblemException when it is none
   */
  public static BookingBody hold(byte[] body, Caller caller) {
    return new Reading(true, caller, new Faults()).read(body, members -> members);
  }

  /** Reads a line of a batch as the body of a reservation; its {@code head} is read already. */
  static BookingBody line(
      byte[] line, Caller caller, Faults faults, UnaryOperator<JsonIn.Members> head) {
    return new Reading(false, caller, faults).read(line, head);
  }

  /** The body in the form that the same content always has. */
  public String payload() {
    Payload payload =
        new Payload()
            .add("party_size", partySize)
            .add(start.local() ? "wall_clock" : "instant", start.second())
            .add("area_id", areaId)
            .add("external_id", externalId)
            .add("ttl_seconds", ttlSeconds)
            .add("channel", channel)
            .add("exceed_pacing", exceedPacing ? true : null);
    if (recorded != null) {
      payload.add(recorded.local() ? "recorded_wall_clock" : "recorded_instant", recorded.second());
    }
    personal.addTo(payload);
    return payload.toString();
  }

  private static final class Reading {
    private final boolean hold;
    private final Caller caller;
    private final Faults faults;
    private final Personal personal = Personal.creating();
    private int partySize;
    private Start start = Start.instant(0);
    private @Nullable String areaId;
    private @Nullable String externalId;
    private int ttlSeconds;
    private @Nullable Channel channel;
    private @Nullable Boolean exceedPacing;
    private @Nullable Start recorded;

    Reading(boolean hold, Caller caller, Faults faults) {
      this.hold = hold;
      this.caller = caller;
      this.faults = faults;
    }

    BookingBody read(byte[] body, UnaryOperator<JsonIn.Members> head) {
      Bodies.read(body, faults, hold ? HOLD : BOOK, head.apply(this::member));
      boolean diner = personal.hasDiner();
      if (!diner && (!hold || personal.hasRemarks())) {
        String detail = hold ? "missing, while notes or tags are given" : "missing";
        faults.addRules(List.of(new Fault("/diner", detail)));
      }
      Bodies.requireNone(faults);
      StaffOnly.require(caller, "recorded_at", recorded);
      StaffOnly.require(caller, "channel", channel);
      StaffOnly.require(caller, "exceed_pacing", exceedPacing);
      return new BookingBody(
          partySize,
          start,
          areaId,
          personal,
          externalId,
          ttlSeconds,
          channel,
          exceedPacing != null && exceedPacing,
          recorded);
    }

    private boolean member(String name, JsonIn in) throws IOException {
      switch (name) {
        case "party_size" -> partySize = in.integer(1, MAX_PARTY);
        case "start" -> start = readStart(in);
        case "area_id" -> areaId = in.optionalText(1, 32);
        case "external_id" -> externalId = readExternalId(in);
        case "ttl_seconds" -> {
          if (!hold) {
            return false;
          }
          ttlSeconds = in.isNull() ? 0 : in.integer(10, 3_600);
        }
        case "channel" -> channel = in.isNull() ? null : Enums.read(in, hold ? OF_HOLDS : OF_ALL);
        case "exceed_pacing" -> exceedPacing = in.isNull() ? null : Boolean.valueOf(in.bool());
        case "recorded_at" -> {
          if (hold) {
            return false;
          }
          recorded = in.isNull() ? null : readStart(in);
        }
        default -> {
          return personal.read(name, in);
        }
      }
      return true;
    }

    private @Nullable String readExternalId(JsonIn in) throws IOException {
      String text = in.optionalText(1, 255);
      if (text != null && !text.isEmpty() && !CommandNames.mayUse(caller, text)) {
        in.fault(Faults.quoted(text), "without an account, a UUID");
      }
      return text;
    }
  }

  /** Takes an instant or a wall-clock time. */
  static Start readStart(JsonIn in) throws IOException {
    String text = in.text(1, 64);
    Start start = Times.start(text);
    if (start == null) {
      if (!text.isEmpty()) {
        in.fault(
            Faults.quoted(text), "a time such as 2026-12-24T19:00:00+01:00 or 2026-12-24T19:00");
      }
      return Start.instant(0);
    }
    return start;
  }
}
