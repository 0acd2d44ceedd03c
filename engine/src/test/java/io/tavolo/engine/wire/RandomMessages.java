package io.tavolo.engine.wire;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.journal.RandomValues;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.time.Start;
import org.jspecify.annotations.Nullable;

/** Requests and replies from the whole range of their types. */
final class RandomMessages {
  private final RandomValues values;

  RandomMessages(long seed) {
    // Seeds that lie close begin alike, and would never draw some of the types.
    values = new RandomValues(seed * 0x9e3779b97f4a7c15L);
  }

  long time() {
    return values.bits() >> values.below(64);
  }

  Request request() {
    return values.below(8) == 0
        ? new Request.ReadDay(values.text(), values.bits(), values.number(), values.flag())
        : new Request.Submit(
            values.text(),
            values.bits(),
            new CommandKey(values.bits(), values.bits(), values.bits(), values.flag()),
            command(),
            values.flag() ? TraceContext.NONE : trace());
  }

  private TraceContext trace() {
    return new TraceContext(
        values.bits(), values.bits(), values.bits() | 1, (byte) values.below(256));
  }

  private Command command() {
    return switch (values.below(12)) {
      case 0 ->
          new Command.Book(
              values.bits(),
              values.number(),
              start(),
              values.maybe(values::text),
              diner(),
              values.maybe(values::external),
              values.channel(),
              values.flag());
      case 1 ->
          new Command.Hold(
              values.bits(),
              values.number(),
              start(),
              values.maybe(values::text),
              maybeDiner(),
              values.maybe(values::external),
              values.number(),
              values.channel(),
              values.flag());
      case 2 -> new Command.Confirm(values.bits(), maybeDiner(), values.number(), values.flag());
      case 3 -> new Command.Release(values.bits());
      case 4 -> new Command.Expire(values.bits());
      case 5 ->
          new Command.Modify(
              values.bits(),
              values.number(),
              values.maybe(this::start),
              values.maybe(values::text),
              maybeDiner(),
              values.number(),
              values.flag(),
              values.flag());
      case 6 -> new Command.Cancel(values.bits(), values.number(), values.flag());
      case 7 -> new Command.PutProfile(values.restaurant().profile());
      case 8 -> new Command.PutFloorPlan(values.floorPlan(), onConflict());
      case 10 ->
          new Command.Import(
              values.bits(),
              values.number(),
              start(),
              values.maybe(values::text),
              diner(),
              values.maybe(values::external),
              start());
      case 9 -> new Command.PutSchedule(values.schedule(), onConflict());
      default -> new Command.PutPolicies(values.policies(), onConflict());
    };
  }

  private Command.OnConflict onConflict() {
    return Command.OnConflict.of(values.below(Command.OnConflict.values().length));
  }

  private Start start() {
    return new Start(time(), values.flag());
  }

  private @Nullable Diner maybeDiner() {
    return values.maybe(this::diner);
  }

  private Diner diner() {
    return new Diner(
        values.bits(),
        values.bits(),
        values.maybe(values::text),
        values.maybe(values::text),
        values.maybe(values::text),
        values.maybe(values::text),
        values.some(values::text));
  }

  /** Any reply but a day, whose content has equality in its bytes only. */
  Reply reply() {
    return switch (values.below(5)) {
      case 0 -> new Reply.Stored(values.flag());
      case 1 ->
          new Reply.Refused(
              Refusal.of(values.below(Refusal.values().length)),
              values.text(),
              values.some(() -> new Alternative(values.number(), values.text())),
              values.some(values::bits));
      case 2 -> new Reply.NotOwner();
      case 3 -> new Reply.Unavailable(Reply.Reason.of(values.below(Reply.Reason.values().length)));
      default ->
          new Reply.Done(
              Event.Kind.of(values.below(Event.Kind.values().length)),
              values.maybe(values::reservation),
              values.bits(),
              values.text(),
              values.text(),
              values.flag(),
              values.flag(),
              values.flag());
    };
  }
}
