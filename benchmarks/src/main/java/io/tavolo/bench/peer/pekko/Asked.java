package io.tavolo.bench.peer.pekko;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.Reads;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What a restaurant's entity is asked. */
sealed interface Asked {
  /** A command. */
  record Submit(Request.Submit request, ActorRef<Answer> replyTo) implements Asked {}

  /** A reservation as it stands. */
  record Read(long reservation, ActorRef<Optional<Reads.Found>> replyTo) implements Asked {}

  /**
   * What came of a command.
   *
   * @param definition the restaurant's by then, or null when there is no such restaurant
   */
  record Answer(Reply reply, @Nullable Restaurant definition) {}
}
