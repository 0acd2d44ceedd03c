package io.tavolo.bench.load;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One diner's requests and answers on one connection. */
final class DinerConversation implements Conversation {
  private static final byte[] RESERVATION_ID = AnswerReader.member("reservation_id");
  private static final byte[] MANAGE_TOKEN = AnswerReader.member("manage_token");
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int ERROR_CHARACTERS = 300;

  private final Diner diner;
  private final boolean filling;
  private final Tally tally;
  private final RequestWriter requests;
  private Diner.@Nullable Wish asked;

  /**
   * Talks for the diner.
   *
   * @param filling whether to book only, and to stop when the diner has its share
   */
  DinerConversation(Diner diner, boolean filling, Tally tally, RequestWriter requests) {
    this.diner = diner;
    this.filling = filling;
    this.tally = tally;
    this.requests = requests;
  }

  @Override
  public boolean ask(ByteBuf out) {
    if (filling && diner.hasItsShare()) {
      return false;
    }
    Diner.Wish wish = filling ? diner.book() : diner.next();
    asked = wish;
    if (wish instanceof Diner.Wish.Book book) {
      requests.book(book, diner.key(), out);
    } else if (wish instanceof Diner.Wish.Cancel cancel) {
      requests.cancel(cancel, out);
    } else if (wish instanceof Diner.Wish.Look look) {
      requests.look(look, out);
    }
    return true;
  }

  @Override
  public void answered(AnswerReader.Answer answer, long dueNanos) {
    long now = System.nanoTime();
    Tally.Outcome outcome = outcome(answer);
    if (outcome == null) {
      error(answer);
    } else {
      tally.answered(outcome, dueNanos, now);
    }
  }

  /** Null when no such answer was to be expected. */
  private Tally.@Nullable Outcome outcome(AnswerReader.Answer answer) {
    int status = answer.status();
    if ((status == UNAVAILABLE || status == TOO_MANY_REQUESTS) && tally.expectsShedding()) {
      if (asked instanceof Diner.Wish.Cancel cancel) {
        diner.keeps(cancel.reservation());
      }
      return Tally.Outcome.SHED;
    }
    if (asked instanceof Diner.Wish.Cancel) {
      return status == NO_CONTENT ? Tally.Outcome.CANCELLED : null;
    }
    if (asked instanceof Diner.Wish.Look) {
      return status == OK ? Tally.Outcome.LOOKED : null;
    }
    if (status == CREATED) {
      String id = answer.text(RESERVATION_ID);
      String token = answer.text(MANAGE_TOKEN);
      if (id == null || token == null) {
        return null;
      }
      diner.keeps(new Diner.Standing(id, token));
      return Tally.Outcome.BOOKED;
    }
    return status == CONFLICT ? Tally.Outcome.REFUSED : null;
  }

  private void error(AnswerReader.Answer answer) {
    String body = answer.body();
    String shown = body.substring(0, Math.min(body.length(), ERROR_CHARACTERS));
    tally.error("%d to %s: %s".formatted(answer.status(), asked, shown));
  }

  @Override
  public void broken(String why) {
    tally.error(why);
  }
}
