package io.tavolo.engine.simulation;

import io.tavolo.engine.ownership.Head;
import io.tavolo.engine.ownership.Ownership;
import io.tavolo.engine.ownership.OwnershipEffects;
import io.tavolo.engine.ownership.Taken;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries a node's ownership of shards. */
final class OwnershipPort implements OwnershipEffects {
  private static final long TAKING_US = 10_000_000;

  private final Node node;
  private final Context context;
  private final Pool pool;
  private final Ownership machine;

  OwnershipPort(Node node, int shards) {
    this.node = node;
    context = node.context();
    pool = node.pool(2, TAKING_US);
    machine = new Ownership(node.name(), shards, node.lease, node.view(), this);
  }

  /** Its thread stands still. */
  void stall(long us) {
    context.stall(us);
  }

  Ownership machine() {
    return machine;
  }

  void wake() {
    context.run(() -> machine.wake(node.nowMs()));
  }

  void drain() {
    context.run(machine::drain);
  }

  void takeAgain(int shard) {
    context.run(() -> machine.takeAgain(shard));
  }

  void lost(int shard) {
    context.run(() -> machine.lost(shard, node.nowMs()));
  }

  void released(int shard) {
    context.run(() -> machine.released(shard));
  }

  void loseAll(Runnable then) {
    context.run(
        () -> {
          machine.loseAll();
          then.run();
        });
  }

  private void execute(Statement statement, Consumer<@Nullable Result> answer) {
    if (node.process.effect()) {
      pool.execute(statement, result -> context.run(() -> answer.accept(result)));
    }
  }

  // ---- effects

  @Override
  public void look() {
    Look look = new Look();
    execute(new Statement.Heads(), look::heads);
    execute(new Statement.Staying(), look::staying);
  }

  /** Two questions at once, and one answer to both. */
  private final class Look {
    private @Nullable List<Head> heads;
    private @Nullable Set<String> staying;
    private int answers;

    void heads(@Nullable Result result) {
      if (result instanceof Result.Heads read) {
        heads = read.heads().stream().map(OwnershipPort::head).toList();
      }
      answered();
    }

    void staying(@Nullable Result result) {
      if (result instanceof Result.Staying read) {
        staying = new TreeSet<>(read.nodes());
      }
      answered();
    }

    private void answered() {
      answers++;
      if (answers < 2) {
        return;
      }
      if (heads != null && staying != null) {
        machine.looked(heads, staying);
      } else {
        machine.lookFailed();
      }
    }
  }

  private static Head head(Result.HeadView seen) {
    return new Head(
        seen.head().shard(),
        seen.head().owner(),
        seen.head().epoch(),
        seen.head().lastSeq(),
        seen.head().successor(),
        seen.address(),
        seen.leaseLeftMs());
  }

  private static List<Taken> taken(Result.Taken result) {
    return result.shards().stream()
        .map(shard -> new Taken(shard.shard(), shard.epoch(), shard.lastSeq()))
        .toList();
  }

  @Override
  public void take(List<Integer> shards) {
    execute(
        new Statement.Take(shards, node.name()),
        result -> {
          if (result instanceof Result.Taken took) {
            machine.taken(taken(took));
          } else {
            machine.takeFailed();
          }
        });
  }

  @Override
  public void takeAgain(List<Integer> shards) {
    execute(
        new Statement.Take(shards, node.name()),
        result -> {
          if (result instanceof Result.Taken took) {
            machine.takenAgain(taken(took));
          } else {
            machine.takeAgainFailed();
          }
        });
  }

  @Override
  public void pause(int failures) {
    node.process.after(node.backoffUs(50, 1_000, failures), () -> context.run(machine::pauseEnded));
  }

  @Override
  public void release(int shard, long epoch, @Nullable String successor) {
    execute(
        new Statement.Release(shard, epoch, successor, node.name()),
        result -> machine.releaseEnded());
  }

  @Override
  public void sayLeaving() {
    execute(new Statement.Leave(node.name()), result -> machine.leavingSaid());
  }

  @Override
  public void lookIn(long ms) {
    node.process.after(ms * 1_000, () -> context.run(() -> machine.lookIsDue(node.nowMs())));
  }

  @Override
  public void routesChanged() {
    if (node.process.effect()) {
      node.routing().routesChanged();
    }
  }

  @Override
  public void wakeOthers() {
    if (!node.process.effect()) {
      return;
    }
    for (Node other : node.cluster.running()) {
      if (other != node) {
        node.network.message(node.place, other.place, other::wake);
      }
    }
  }

  @Override
  public void own(int shard, long epoch, long lastSeq) {
    if (node.process.effect()) {
      node.world.say(
          () ->
              "%s owns shard %d under epoch %d from %d"
                  .formatted(node.name(), shard, epoch, lastSeq));
      node.cluster.noteOwner(node, shard);
      node.laneOf(shard).run(lane -> lane.own(shard, epoch, lastSeq));
    }
  }

  @Override
  public void taken(int shard, long epoch, long lastSeq) {
    if (node.process.effect()) {
      node.world.say(
          () ->
              "%s has taken shard %d again: epoch %d, %d"
                  .formatted(node.name(), shard, epoch, lastSeq));
      node.laneOf(shard).run(lane -> lane.taken(shard, epoch, lastSeq));
    }
  }

  @Override
  public void drop(int shard) {
    if (node.process.effect()) {
      node.world.say(() -> "%s drops shard %d".formatted(node.name(), shard));
      node.laneOf(shard).run(lane -> lane.drop(shard));
    }
  }

  @Override
  public void leave(int shard) {
    if (node.process.effect()) {
      node.laneOf(shard).run(lane -> lane.leave(shard));
    }
  }

  @Override
  public void owned(int shard, long lastSeq) {
    if (node.process.effect()) {
      node.publisher().run(publishing -> publishing.owned(shard, lastSeq));
    }
  }

  @Override
  public void dropped(int shard) {
    if (node.process.effect()) {
      node.publisher().run(publishing -> publishing.dropped(shard));
    }
  }

  @Override
  public void drained() {
    node.drained();
  }
}
