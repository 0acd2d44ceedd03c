package io.tavolo.engine.simulation.check;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.time.Start;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who, what and when, in few words, for violations and traces. */
public final class Words {
  private Words() {}

  static String of(Call call) {
    String who =
        call.errand == null
            ? "call " + call.number
            : "call " + call.number + " of errand " + call.errand.number;
    return "%s (%s, asked at %d us%s)"
        .formatted(
            who,
            of(call.request),
            call.askedUs,
            call.reply == null ? "" : ", answered at " + call.answeredUs + " us");
  }

  static String of(Errand errand) {
    return "errand %d (%s)".formatted(errand.number, of(errand.request));
  }

  public static String of(Request request) {
    if (request instanceof Request.ReadDay read) {
      return "day %s of %s"
          .formatted(LocalDate.ofEpochDay(read.serviceDay()), request.restaurantId());
    }
    Request.Submit submit = (Request.Submit) request;
    String house =
        submit.restaurantId().isEmpty()
            ? "restaurant " + id(submit.restaurant())
            : submit.restaurantId();
    return "%s in %s%s"
        .formatted(of(submit.command()), house, submit.key().byCaller() ? ", keyed" : "");
  }

  static String of(Command command) {
    String name = command.getClass().getSimpleName();
    if (command instanceof Command.Create create) {
      return "%s %s for %d at %s%s"
          .formatted(
              name,
              id(create.reservation()),
              create.partySize(),
              of(create.start()),
              create.areaId() == null ? "" : " in " + create.areaId());
    }
    if (command instanceof Command.Modify modify) {
      return "Modify %s to %d at %s%s"
          .formatted(
              id(modify.reservation()),
              modify.partySize(),
              modify.start() == null ? "-" : of(modify.start()),
              modify.version() == 0 ? "" : " if version " + modify.version());
    }
    return command.reservation() == 0 ? name : name + " " + id(command.reservation());
  }

  public static String of(Event event) {
    return event instanceof Event.OfReservation change
        ? change.kind() + " " + of(change.after())
        : event.getClass().getSimpleName();
  }

  static String of(@Nullable Decision decision) {
    if (decision instanceof Event event) {
      return of(event);
    }
    return decision instanceof Decision.Unchanged unchanged
        ? "unchanged " + of(unchanged.reservation())
        : String.valueOf(decision);
  }

  static String of(@Nullable Reservation r) {
    if (r == null) {
      return "no reservation";
    }
    return "%s v%d %s %s for %d at ticks %d..%d%s"
        .formatted(
            id(r.id()),
            r.version(),
            r.status(),
            r.tables(),
            r.partySize(),
            r.startTick(),
            r.endTick(),
            r.holdUntilMs() == 0 ? "" : " held until " + r.holdUntilMs() + " ms");
  }

  static String of(List<Alternative> alternatives) {
    return alternatives.isEmpty()
        ? ""
        : alternatives.stream()
            .map(a -> a.startTick() + " " + a.areaId())
            .collect(Collectors.joining(", ", ", instead [", "]"));
  }

  public static String of(Reply reply) {
    if (reply instanceof Reply.Done done) {
      return "%s%s %s"
          .formatted(
              done.repeated() ? "again " : "",
              done.kind(),
              done.reservation() == null ? id(done.reservationId()) : of(done.reservation()));
    }
    if (reply instanceof Reply.Refused refused) {
      return refused.refusal().name() + of(refused.alternatives());
    }
    return reply instanceof Reply.Day day
        ? "the day of epoch %d, seq %d".formatted(day.day().epoch(), day.day().seq())
        : reply.toString();
  }

  static String of(Batch.JournalRow row, long nowUs) {
    return "at %d us event %d-%d of %s, %s,"
        .formatted(nowUs, row.shard(), row.seq(), row.restaurantId(), of(row.event()));
  }

  /** The answer that is stored. */
  static String of(Batch.KeyRow row) {
    short outcome = row.outcome();
    if (outcome == Outcome.STORED) {
      return "STORED";
    }
    return Outcome.isRefusal(outcome)
        ? Outcome.refusal(outcome).name()
        : Outcome.kind(outcome) + " " + id(row.reservation());
  }

  static String of(CommandKey key) {
    return "key %x:%x".formatted(key.high(), key.low());
  }

  static String id(long id) {
    return Long.toHexString(id);
  }

  private static String of(Start start) {
    return LocalDateTime.ofEpochSecond(start.second(), 0, ZoneOffset.UTC)
        + (start.local() ? "" : "Z");
  }
}
