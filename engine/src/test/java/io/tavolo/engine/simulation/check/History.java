package io.tavolo.engine.simulation.check;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.simulation.postgres.Committed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What callers asked and were answered, and what the database committed, in the order in which it
 * happened; throws a {@link Violation} as soon as something of it cannot be.
 *
 * <h2>How</h2>
 *
 * The journal gives the order of the writes. Each event is decided again by the rules, from its
 * command, at the version before it, at its time, and has to come out the same; so does each stored
 * refusal. The commit is the instant at which a write takes effect, so it lies between the first
 * call of its errand and its answer. An answer that changed nothing must be right at one version
 * between those committed when the call began and those committed when it was answered. Together
 * that is linearizability (Herlihy and Wing, 1990), without a search: the log is the witness.
 *
 * <p>Each input costs O(log n) at most; what the newest version does not settle is settled in
 * {@link #finish}, by one more replay. One thread.
 */
public final class History {
  private final Walls walls = new Walls();
  private final Ledgers ledgers;
  private final Errands errands = new Errands();
  private final Heads heads;
  private final Commits commits;
  private final Answers answers = new Answers(walls);
  private final Days days = new Days(walls);
  private final List<Call> calls = new ArrayList<>();
  private long step;
  private long lastUs;

  /**
   * A history that begins with these restaurants, without a reservation.
   *
   * @param shards how many there are
   */
  public History(int shards, Collection<Restaurant> first) {
    ledgers = new Ledgers(shards, first);
    heads = new Heads(shards);
    commits = new Commits(heads, ledgers, errands, walls);
  }

  /**
   * A caller sends a request, or sends it again.
   *
   * @param errand the same number for the same request, with the same key
   * @return the call's number, from 0
   * @throws IllegalArgumentException when the errand had another request, or a command no key
   */
  public int called(int errand, Request request, long nowUs) {
    step++;
    Ledger ledger = ledgers.of(request.restaurant(), request.restaurantId());
    Errand sent =
        request instanceof Request.Submit submit ? errands.of(errand, submit, ledger, step) : null;
    Call call = new Call(calls.size(), request, ledger, sent, nowUs, step);
    calls.add(call);
    if (sent != null) {
      sent.calls.add(call);
    }
    return call.number;
  }

  /**
   * A caller hears the answer; not more than once a call, and perhaps never.
   *
   * @throws IllegalStateException when the call was answered before
   */
  public void answered(int number, Reply reply, long nowUs) {
    step++;
    Call call = calls.get(number);
    if (call.reply != null) {
      throw new IllegalStateException("call %d: answered twice".formatted(number));
    }
    call.answer(reply, nowUs, step);
    Errand errand = call.errand;
    if (errand != null) {
      answers.check(call, errand, reply);
    } else {
      days.check(call, (Request.ReadDay) call.request, reply);
    }
  }

  /**
   * What any node's wall clock shows, in milliseconds since the epoch: told before anything that
   * rests on it. It widens.
   */
  public void walls(long lowestMs, long highestMs) {
    walls.widen(lowestMs, highestMs);
  }

  /** The database will refuse rows of this diner. */
  public void poisoned(long diner) {
    answers.poison(diner);
  }

  /** A shard was taken, and has this epoch now. A commit has that one from then on. */
  public void taken(int shard, long epoch, long nowUs) {
    heads.taken(shard, epoch, nowUs);
  }

  /** A statement's rows became visible. */
  public void committed(Committed commit, long nowUs) {
    step++;
    lastUs = nowUs;
    commits.check(commit, nowUs, step);
  }

  /** No more will happen: checks what only the end can tell. */
  public void finish() {
    for (Ledger ledger : ledgers.all()) {
      Rows.check(ledger, lastUs);
      Doubt.settleAll(ledger);
    }
    days.finish();
    errands.all().forEach(Answers::checkResolved);
  }
}
