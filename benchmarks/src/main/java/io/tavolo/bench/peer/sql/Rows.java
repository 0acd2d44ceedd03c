package io.tavolo.bench.peer.sql;

import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as the engine's records. */
final class Rows {
  private Rows() {}

  static Reservation reservation(Row row) {
    Long high = row.getLong("external_high");
    Long low = row.getLong("external_low");
    return new Reservation(
        row.getLong("id"),
        Status.of(row.getInteger("status")),
        row.getInteger("party_size"),
        row.getInteger("start_tick"),
        row.getInteger("end_tick"),
        row.getInteger("service_day"),
        List.of(row.getString("tables")),
        row.getString("area_id"),
        row.getBoolean("area_asked"),
        row.getLong("diner"),
        high == null || low == null ? null : new ExternalId(high, low),
        row.getInteger("version"),
        row.getLong("hold_until"),
        row.getLong("created_ms"));
  }

  /** The reservation as it was wanted, at the table that it got. */
  static Reservation seated(Reservation wanted, String label, String areaId) {
    return new Reservation(
        wanted.id(),
        wanted.status(),
        wanted.partySize(),
        wanted.startTick(),
        wanted.endTick(),
        wanted.serviceDay(),
        List.of(label),
        areaId,
        wanted.areaAsked(),
        wanted.diner(),
        wanted.external(),
        wanted.version(),
        wanted.holdUntilMs(),
        wanted.createdMs());
  }

  static @Nullable Diner diner(Row row) {
    String name = row.getString("name");
    String[] tags = row.getArrayOfStrings("tags");
    return name == null
        ? null
        : new Diner(
            row.getLong("diner"),
            name,
            row.getString("email"),
            row.getString("phone"),
            row.getString("notes"),
            tags == null ? List.of() : List.of(tags));
  }
}
