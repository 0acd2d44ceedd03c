package io.tavolo.engine.routing;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, what it asks of the world, and a view of one shard that a test sets. */
final class Way implements Routes, AskingEffects {
  static final int SHARDS = 256;
  static final long DEADLINE_MS = 10_000;
  static final long HOUSE = RestaurantNumber.of("da-mario");
  static final int SHARD = RestaurantNumber.shardOf(HOUSE, SHARDS);

  /** What was asked of the world. */
  sealed interface Effect {}

  record Submitted(int attempt, long deadlineMs) implements Effect {}

  record Sent(int attempt, String address, long remainingMs, long silenceMs) implements Effect {}

  record Paused(int failures, long mostMs) implements Effect {}

  record Answered(Reply reply) implements Effect {}

  final List<Effect> effects = new ArrayList<>();
  final UnderWay underWay;
  final Asking asking;
  boolean heldHere;
  boolean outOfReach;
  @Nullable String address;

  /** When it is not called as it is reached. */
  @Nullable String owner;

  Way(Request request, UnderWay underWay) {
    this.underWay = underWay;
    this.asking = new Asking(request, DEADLINE_MS, this, underWay, this);
  }

  static Way ofQuestion() {
    return new Way(new Request.ReadDay("da-mario", HOUSE, 20_000, false), new UnderWay(2));
  }

  /**
   * @param byCaller whether the caller gave the command its key
   */
  static Way ofCommand(boolean byCaller) {
    CommandKey key = new CommandKey(1, 2, 3, byCaller);
    return new Way(
        new Request.Submit("da-mario", HOUSE, key, new Command.Cancel(5, 0, false)),
        new UnderWay(2));
  }

  /** The effects since the last call. */
  List<Effect> taken() {
    List<Effect> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  @Override
  public int shards() {
    return SHARDS;
  }

  @Override
  public boolean isHeldHere(int shard) {
    return shard == SHARD && heldHere;
  }

  @Override
  public @Nullable String ownerOf(int shard) {
    return owner == null ? address : owner;
  }

  @Override
  public @Nullable String addressOf(int shard) {
    return shard == SHARD ? address : null;
  }

  @Override
  public boolean isOutOfReach(int shard) {
    return shard == SHARD && outOfReach;
  }

  @Override
  public void submit(int attempt, int shard, long deadlineMs) {
    effects.add(new Submitted(attempt, deadlineMs));
  }

  @Override
  public void send(int attempt, int shard, String to, long remainingMs, long silenceMs) {
    effects.add(new Sent(attempt, to, remainingMs, silenceMs));
  }

  @Override
  public void pause(int failures, long mostMs) {
    effects.add(new Paused(failures, mostMs));
  }

  @Override
  public void answer(Reply reply) {
    effects.add(new Answered(reply));
  }
}
