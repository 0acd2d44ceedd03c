package io.tavolo.bench.peer.pekko;

import io.tavolo.bench.peer.house.Definitions;
import io.tavolo.bench.peer.house.Replies;
import io.tavolo.engine.lane.Outcome;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Decision;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.jspecify.annotations.Nullable;

/**
 * One restaurant: decides by the engine's rules over its state in memory, persists the fact, and
 * answers once that is in the database. While it persists, what it is asked waits in its stash.
 */
final class RestaurantEntity extends EventSourcedBehaviorWithEnforcedReplies<Asked, Fact, House> {
  static final int EVENTS_PER_SNAPSHOT = 1_000;
  private static final int SNAPSHOTS_KEPT = 2;

  private final LongSupplier wallClockMs;

  RestaurantEntity(PersistenceId id, LongSupplier wallClockMs) {
    super(id);
    this.wallClockMs = wallClockMs;
  }

  @Override
  public House emptyState() {
    return new House();
  }

  @Override
  public CommandHandlerWithReply<Asked, Fact, House> commandHandler() {
    return (house, asked) ->
        asked instanceof Asked.Submit submit
            ? submit(house, submit)
            : read(house, (Asked.Read) asked);
  }

  @Override
  public EventHandler<House, Fact> eventHandler() {
    return (house, fact) -> {
      house.apply(fact);
      return house;
    };
  }

  private ReplyEffect<Fact, House> submit(House house, Asked.Submit asked) {
    Request.Submit request = asked.request();
    Command command = request.command();
    if (!(command instanceof Command.Book
        || command instanceof Command.Cancel
        || Definitions.isAbout(command))) {
      return answer(house, asked, new Reply.Unavailable(Reply.Reason.FAULT));
    }
    House.@Nullable Given before = house.answered(request.key());
    if (before != null) {
      return answer(house, asked, again(house, request, before));
    }
    long nowMs = wallClockMs.getAsLong();
    Decision decision = house.decide(command, nowMs);
    if (decision instanceof Event event) {
      boolean created = house.definition() == null;
      Fact fact = new Fact.Happened(event, command.diner(), request.key(), nowMs);
      return persist(asked, fact, after -> happened(after, event, created));
    }
    if (decision instanceof Decision.Unchanged unchanged) {
      Reservation found = unchanged.reservation();
      return answer(house, asked, done(house, Event.Kind.CANCELLED, found, found.id(), false));
    }
    Refusal refusal = (Refusal) decision;
    if (refusal.isKept() && request.key().byCaller()) {
      Fact fact = new Fact.Refused(refusal, request.key(), nowMs);
      return persist(asked, fact, after -> Replies.refused(after.definition(), refusal));
    }
    return answer(house, asked, Replies.refused(house.definition(), refusal));
  }

  /** Answers from the state after the fact is in the database. */
  private ReplyEffect<Fact, House> persist(
      Asked.Submit asked, Fact fact, Function<House, Reply> reply) {
    return Effect()
        .persist(fact)
        .thenReply(
            asked.replyTo(), after -> new Asked.Answer(reply.apply(after), after.definition()));
  }

  private ReplyEffect<Fact, House> answer(House house, Asked.Submit asked, Reply reply) {
    return Effect().reply(asked.replyTo(), new Asked.Answer(reply, house.definition()));
  }

  private static Reply happened(House after, Event event, boolean created) {
    return event instanceof Event.OfReservation change
        ? done(after, change.kind(), change.after(), change.after().id(), false)
        : new Reply.Stored(created);
  }

  private static Reply again(House house, Request.Submit request, House.Given before) {
    if (before.payloadHash() != request.key().payloadHash()) {
      return Replies.refused(house.definition(), Refusal.KEY_REUSED);
    }
    short outcome = before.outcome();
    if (outcome == Outcome.STORED) {
      return new Reply.Stored(false);
    }
    return Outcome.isRefusal(outcome)
        ? Replies.refused(house.definition(), Outcome.refusal(outcome))
        : done(house, Outcome.kind(outcome), null, before.reservation(), true);
  }

  private static Reply done(
      House house, Event.Kind kind, @Nullable Reservation reservation, long id, boolean repeated) {
    return Replies.done(house.definition(), kind, reservation, id, repeated);
  }

  private ReplyEffect<Fact, House> read(House house, Asked.Read asked) {
    @Nullable Restaurant definition = house.definition();
    @Nullable Reservation found = house.find(asked.reservation());
    Optional<Reads.Found> answer =
        definition == null || found == null
            ? Optional.empty()
            : Optional.of(
                new Reads.Found(
                    definition.profile().restaurantId(),
                    definition.profile().zone().getId(),
                    definition.policies().showTables(),
                    found,
                    null,
                    house.dinerOf(found)));
    return Effect().reply(asked.replyTo(), answer);
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
  }

  @Override
  public SnapshotAdapter<House> snapshotAdapter() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(House house) {
        return Picture.of(house);
      }

      @Override
      public House fromJournal(Object stored) {
        return ((Picture) stored).house();
      }
    };
  }
}
