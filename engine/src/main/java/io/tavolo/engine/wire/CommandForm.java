package io.tavolo.engine.wire;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.DefinitionForm;
import io.tavolo.engine.form.ReservationForm;
import io.tavolo.engine.form.ScheduleForm;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.time.Start;
import org.jspecify.annotations.Nullable;

/** A command with its type before it, in the order of version 1. */
final class CommandForm {
  private static final int BOOK = 0;
  private static final int HOLD = 1;
  private static final int CONFIRM = 2;
  private static final int RELEASE = 3;
  private static final int EXPIRE = 4;
  private static final int MODIFY = 5;
  private static final int CANCEL = 6;
  private static final int PUT_PROFILE = 7;
  private static final int PUT_FLOOR_PLAN = 8;
  private static final int PUT_SCHEDULE = 9;
  private static final int PUT_POLICIES = 10;
  private static final int IMPORT = 11;

  private static final int CHANNELS = Channel.values().length;
  private static final int CONFLICT_ANSWERS = Command.OnConflict.values().length;

  private CommandForm() {}

  static void write(ByteWriter out, Command command) {
    if (command instanceof Command.Create create) {
      out.octet(
          create instanceof Command.Hold ? HOLD : create instanceof Command.Import ? IMPORT : BOOK);
      write(out, create);
    } else if (command instanceof Command.OfReservation change) {
      writeChange(out, change);
    } else if (command instanceof Command.PutProfile put) {
      out.octet(PUT_PROFILE);
      DefinitionForm.write(out, put.profile());
    } else if (command instanceof Command.PutFloorPlan put) {
      out.octet(PUT_FLOOR_PLAN);
      DefinitionForm.write(out, put.floorPlan());
      out.octet(put.onConflict().code());
    } else if (command instanceof Command.PutSchedule put) {
      out.octet(PUT_SCHEDULE);
      ScheduleForm.write(out, put.schedule());
      out.octet(put.onConflict().code());
    } else if (command instanceof Command.PutPolicies put) {
      out.octet(PUT_POLICIES);
      DefinitionForm.write(out, put.policies());
      out.octet(put.onConflict().code());
    }
  }

  private static void write(ByteWriter out, Command.Create create) {
    out.bits(create.reservation());
    out.number(create.partySize());
    write(out, create.start());
    out.optionalText(create.areaId());
    writeOptional(out, create.diner());
    ReservationForm.writeExternal(out, create.external());
    if (create instanceof Command.Import brought) {
      write(out, brought.recorded());
      return;
    }
    if (create instanceof Command.Hold hold) {
      out.number(hold.ttlSeconds());
    }
    out.octet(create.channel().code());
    out.flag(create.exceedPacing());
  }

  private static void writeChange(ByteWriter out, Command.OfReservation change) {
    if (change instanceof Command.Confirm confirm) {
      out.octet(CONFIRM);
      out.bits(confirm.reservation());
      writeOptional(out, confirm.diner());
      out.number(confirm.paidMinor());
      out.flag(confirm.byStaff());
    } else if (change instanceof Command.Release release) {
      out.octet(RELEASE);
      out.bits(release.reservation());
    } else if (change instanceof Command.Expire expire) {
      out.octet(EXPIRE);
      out.bits(expire.reservation());
    } else if (change instanceof Command.Modify modify) {
      out.octet(MODIFY);
      out.bits(modify.reservation());
      out.number(modify.partySize());
      out.flag(modify.start() != null);
      if (modify.start() != null) {
        write(out, modify.start());
      }
      out.optionalText(modify.areaId());
      writeOptional(out, modify.diner());
      out.number(modify.version());
      out.flag(modify.byStaff());
      out.flag(modify.exceedPacing());
    } else if (change instanceof Command.Cancel cancel) {
      out.octet(CANCEL);
      out.bits(cancel.reservation());
      out.number(cancel.version());
      out.flag(cancel.byStaff());
    }
  }

  static Command read(ByteReader in, int format) {
    int type = in.code("command", IMPORT + 1);
    return switch (type) {
      case BOOK, HOLD, IMPORT -> readCreate(in, type);
      case CONFIRM ->
          new Command.Confirm(
              in.bits("reservation"),
              readOptionalDiner(in),
              in.smallNumber("paidMinor"),
              in.flag("byStaff"));
      case RELEASE -> new Command.Release(in.bits("reservation"));
      case EXPIRE -> new Command.Expire(in.bits("reservation"));
      case MODIFY ->
          new Command.Modify(
              in.bits("reservation"),
              in.smallNumber("partySize"),
              in.flag("start") ? readStart(in) : null,
              in.optionalText("areaId"),
              readOptionalDiner(in),
              in.smallNumber("version"),
              in.flag("byStaff"),
              in.flag("exceedPacing"));
      case CANCEL ->
          new Command.Cancel(in.bits("reservation"), in.smallNumber("version"), in.flag("byStaff"));
      case PUT_PROFILE -> new Command.PutProfile(DefinitionForm.readProfile(in));
      case PUT_FLOOR_PLAN ->
          new Command.PutFloorPlan(DefinitionForm.readFloorPlan(in, format), readOnConflict(in));
      case PUT_SCHEDULE ->
          new Command.PutSchedule(ScheduleForm.read(in, format), readOnConflict(in));
      default ->
          new Command.PutPolicies(DefinitionForm.readPolicies(in, format), readOnConflict(in));
    };
  }

  private static Command.Create readCreate(ByteReader in, int type) {
    long reservation = in.bits("reservation");
    int partySize = in.smallNumber("partySize");
    Start start = readStart(in);
    String areaId = in.optionalText("areaId");
    Diner diner = readOptionalDiner(in);
    ExternalId external = ReservationForm.readExternal(in);
    if (type == IMPORT) {
      return new Command.Import(
          reservation, partySize, start, areaId, required(diner, in), external, readStart(in));
    }
    int ttlSeconds = type == HOLD ? in.smallNumber("ttlSeconds") : 0;
    Channel channel = Channel.of(in.code("channel", CHANNELS));
    boolean exceedPacing = in.flag("exceedPacing");
    return type == HOLD
        ? new Command.Hold(
            reservation,
            partySize,
            start,
            areaId,
            diner,
            external,
            ttlSeconds,
            channel,
            exceedPacing)
        : new Command.Book(
            reservation,
            partySize,
            start,
            areaId,
            required(diner, in),
            external,
            channel,
            exceedPacing);
  }

  private static Command.OnConflict readOnConflict(ByteReader in) {
    return Command.OnConflict.of(in.code("onConflict", CONFLICT_ANSWERS));
  }

  private static void write(ByteWriter out, Start start) {
    out.number(start.second());
    out.flag(start.local());
  }

  private static Start readStart(ByteReader in) {
    return new Start(in.number("start"), in.flag("local"));
  }

  private static void writeOptional(ByteWriter out, @Nullable Diner diner) {
    out.flag(diner != null);
    if (diner != null) {
      out.bits(diner.ref());
      out.bits(diner.key());
      out.optionalText(diner.name());
      out.optionalText(diner.email());
      out.optionalText(diner.phone());
      out.optionalText(diner.notes());
      out.list(diner.tags(), out::text);
    }
  }

  private static Diner required(@Nullable Diner diner, ByteReader in) {
    if (diner == null) {
      throw in.fault("diner", "none", "one, in a booking");
    }
    return diner;
  }

  private static @Nullable Diner readOptionalDiner(ByteReader in) {
    return in.flag("diner")
        ? new Diner(
            in.bits("diner.ref"),
            in.bits("diner.key"),
            in.optionalText("diner.name"),
            in.optionalText("diner.email"),
            in.optionalText("diner.phone"),
            in.optionalText("diner.notes"),
            in.list("diner.tags", () -> in.text("diner.tag")))
        : null;
  }
}
