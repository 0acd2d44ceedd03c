package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the API shows it.
 *
 * @param zone the restaurant's, whose offset the times carry
 * @param diner the personal part, or null while a hold has none
 * @param tables whether the tables are shown
 * @param staff whether what only the house may know is shown
 * @param currency of the deposit, where it is known
 */
public record ReservationJson(
    ReservationId id,
    String restaurantId,
    ZoneId zone,
    Reservation reservation,
    @Nullable Diner diner,
    boolean tables,
    boolean staff,
    @Nullable String currency)
    implements Json.Content {

  private static final Pattern ETAG = Pattern.compile("\"([1-9]\\d{0,8})t?x?\"");

  /**
   * The strong entity tag: the version, and whether tables are shown, since that can change without
   * the reservation, and whether there is more that only the house sees. What a diner cannot see is
   * no part of it.
   */
  public String etag() {
    boolean more = staff && reservation.pacingExceeded();
    return "\"" + reservation.version() + (tables ? "t" : "") + (more ? "x" : "") + "\"";
  }

  /** The version that the entity tag stands for, or 0 when no reservation ever had such a tag. */
  public static int versionOf(String etag) {
    var version = ETAG.matcher(etag);
    return version.matches() ? Integer.parseInt(version.group(1)) : 0;
  }

  @Override
  public void writeTo(JsonGenerator out) throws IOException {
    out.writeStringField("reservation_id", id.toString());
    out.writeStringField("confirmation_code", id.confirmationCode());
    out.writeStringField("restaurant_id", restaurantId);
    out.writeStringField("status", reservation.status().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("party_size", reservation.partySize());
    out.writeStringField("start", tick(reservation.startTick()));
    out.writeStringField("end", tick(reservation.endTick()));
    if (tables) {
      Json.strings(out, "tables", reservation.tables());
    }
    if (!reservation.areaId().isEmpty()) {
      out.writeStringField("area_id", reservation.areaId());
    }
    writePersonal(out);
    if (staff && reservation.pacingExceeded()) {
      out.writeBooleanField("pacing_exceeded", true);
    }
    writeDeposit(out);
    if (reservation.status() == Status.HELD) {
      // Rounded down: who confirms by then is in time.
      long expires = Math.floorDiv(reservation.holdUntilMs(), 1000L);
      out.writeStringField("expires_at", Times.instant(expires, zone));
    }
    out.writeNumberField("version", reservation.version());
  }

  /** Writes what a hold has beyond a reservation. */
  public void writeHold(String token, JsonGenerator out) throws IOException {
    out.writeStringField("hold_id", id.toString());
    out.writeStringField("hold_token", token);
  }

  /** Of one that was given up it is not said whether the deposit had been paid. */
  private void writeDeposit(JsonGenerator out) throws IOException {
    Status status = reservation.status();
    if (reservation.depositMinor() == 0 || status == Status.CANCELLED || status == Status.EXPIRED) {
      return;
    }
    out.writeObjectFieldStart("deposit");
    out.writeNumberField("amount_minor", reservation.depositMinor());
    Json.optional(out, "currency", currency);
    out.writeStringField("state", status == Status.HELD ? "due" : "paid");
    out.writeEndObject();
  }

  private void writePersonal(JsonGenerator out) throws IOException {
    if (diner == null) {
      return;
    }
    out.writeObjectFieldStart("diner");
    Json.optional(out, "name", diner.name());
    Json.optional(out, "email", diner.email());
    Json.optional(out, "phone", diner.phone());
    out.writeEndObject();
    Json.optional(out, "notes", diner.notes());
    if (!diner.tags().isEmpty()) {
      Json.strings(out, "tags", diner.tags());
    }
  }

  private String tick(int tick) {
    return Times.instant(Ticks.epochSecond(tick), zone);
  }
}
