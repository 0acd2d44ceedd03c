package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import java.util.List;
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
    out.number((long) value.freeTick() - value.endTick());
    out.bits(value.dinerKey());
    out.number(value.depositMinor());
    out.flag(value.pacingExceeded());
  }

  /**
   * The reservation that was written.
   *
   * @param version of the form: 1 ends with {@code createdMs}
   */
  public static Reservation read(ByteReader in, int version) {
    long id = in.bits("id");
    Status status = Status.of(in.code("status", STATUSES));
    int partySize = in.smallNumber("partySize");
    int startTick = in.smallNumber("startTick");
    int endTick = later(in, "endTick", startTick);
    int serviceDay = in.smallNumber("serviceDay");
    List<String> tables = in.list("tables", () -> in.text("table"));
    String areaId = in.text("areaId");
    boolean areaAsked = in.flag("areaAsked");
    long diner = in.bits("diner");
    ExternalId external = readExternal(in);
    int changes = in.smallNumber("version");
    long holdUntilMs = in.number("holdUntilMs");
    long createdMs = in.number("createdMs");
    boolean first = version == 1;
    return new Reservation(
        id,
        status,
        partySize,
        startTick,
        endTick,
        first ? endTick : later(in, "freeTick", endTick),
        serviceDay,
        tables,
        areaId,
        areaAsked,
        diner,
        first ? 0 : in.bits("dinerKey"),
        external,
        changes,
        holdUntilMs,
        createdMs,
        first ? 0 : in.smallNumber("depositMinor"),
        !first && in.flag("pacingExceeded"));
  }

  private static int later(ByteReader in, String what, int tick) {
    long later = tick + in.number(what);
    if (later != (int) later) {
      throw in.fault(what, later, "32 bits");
    }
    return (int) later;
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
