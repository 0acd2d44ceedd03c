package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import org.jspecify.annotations.Nullable;

/** The members of a reservation, in the order of version 1; any thread. */
public final class ReservationForm {
  private static final int STATUSES = Status.values().length;

  private ReservationForm() {}

  public static void write(ByteWriter out, Reservation value) {
    out.bits(value.id());
    out.octet(value.status().code());
    out.number(value.partySize());
    out.number(value.startTick());
    // Short, where the tick itself would take five octets.
    out.number((long) value.endTick() - value.startTick());
    out.number(value.serviceDay());
    out.list(value.tables(), out::text);
    out.text(value.areaId());
    out.flag(value.areaAsked());
    out.bits(value.diner());
    writeExternal(out, value.external());
    out.number(value.version());
    out.number(value.holdUntilMs());
    out.number(value.createdMs());
  }

  public static Reservation read(ByteReader in) {
    long id = in.bits("id");
    Status status = Status.of(in.code("status", STATUSES));
    int partySize = in.smallNumber("partySize");
    int startTick = in.smallNumber("startTick");
    long endTick = startTick + in.number("ticks");
    if (endTick != (int) endTick) {
      throw in.fault("endTick", endTick, "32 bits");
    }
    return new Reservation(
        id,
        status,
        partySize,
        startTick,
        (int) endTick,
        in.smallNumber("serviceDay"),
        in.list("tables", () -> in.text("table")),
        in.text("areaId"),
        in.flag("areaAsked"),
        in.bits("diner"),
        readExternal(in),
        in.smallNumber("version"),
        in.number("holdUntilMs"),
        in.number("createdMs"));
  }

  public static void writeExternal(ByteWriter out, @Nullable ExternalId value) {
    out.flag(value != null);
    if (value != null) {
      out.bits(value.high());
      out.bits(value.low());
    }
  }

  public static @Nullable ExternalId readExternal(ByteReader in) {
    return in.flag("external")
        ? new ExternalId(in.bits("external.high"), in.bits("external.low"))
        : null;
  }
}
