package io.tavolo.engine.simulation;

import io.tavolo.engine.ownership.LeaseEffects;
import io.tavolo.engine.ownership.LeaseKeeping;
import io.tavolo.engine.simulation.check.Violation;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries the keeping of a node's lease, on a thread and a connection of its own. */
final class LeasePort implements LeaseEffects {
  private final Node node;
  private final Context context;
  private final Pool pool;
  private final LeaseKeeping machine;
  private Runnable gone = () -> {};

  LeasePort(Node node) {
    this.node = node;
    context = node.context();
    pool = node.pool(1, Node.LEASE_MS * 1_000);
    machine = new LeaseKeeping(node.lease, this);
  }

  void start() {
    beat();
    node.process.every(machine.beatEveryMs() * 1_000, this::beat);
    node.process.every(
        LeaseKeeping.CLOCK_CHECK_MS * 1_000,
        () -> context.run(() -> machine.compareClocks(node.clock.wallMs())));
  }

  private void beat() {
    context.run(() -> machine.beat(node.nowMs()));
  }

  /** Its thread stands still. */
  void stall(long us) {
    context.stall(us);
  }

  private void execute(Statement statement, Consumer<@Nullable Result> answer) {
    if (node.process.effect()) {
      pool.execute(statement, result -> context.run(() -> answer.accept(result)));
    }
  }

  /** Gives the lease up. */
  void stop(Runnable then) {
    gone = then;
    context.run(machine::stop);
  }

  @Override
  public void register() {
    execute(
        new Statement.Register(node.name(), node.name(), Node.LEASE_MS),
        result -> {
          if (result instanceof Result.Count) {
            machine.registered(node.nowMs());
            check();
            node.ownership().wake();
          } else {
            machine.registerFailed();
          }
        });
  }

  @Override
  public void renew() {
    execute(
        new Statement.Renew(node.name(), Node.LEASE_MS),
        result -> {
          if (result instanceof Result.Count changed) {
            if (changed.rows() == 1) {
              machine.renewed(node.nowMs());
              check();
            } else {
              machine.lapsed();
            }
          } else {
            machine.renewFailed();
          }
        });
  }

  /** It ends here no later than it ends for Postgres: nobody answers whose shards may be taken. */
  private void check() {
    if (node.lease.isValid(node.nowMs())) {
      long hereMs = NodeClock.BEGIN_MS + node.clock.whenUs(node.lease.untilMs()) / 1_000;
      io.tavolo.engine.simulation.postgres.Node row =
          node.outside.database().postgres.node(node.name());
      long thereMs = row == null ? Long.MIN_VALUE : row.leaseUntilMs();
      if (hereMs > thereMs) {
        throw new Violation(
            'H',
            "%s counts its lease until %d (expected: at most %d, as Postgres does)"
                .formatted(node.name(), hereMs, thereMs));
      }
    }
  }

  @Override
  public void readClock() {
    execute(
        new Statement.Clock(),
        result -> {
          if (result instanceof Result.Time now) {
            machine.clockRead(now.ms(), node.clock.wallMs());
          } else {
            machine.clockFailed();
          }
        });
  }

  @Override
  public void dropAll(String why) {
    node.world.say(() -> "%s loses its lease: %s".formatted(node.name(), why));
    node.dropAll(() -> context.run(machine::allDropped));
  }

  @Override
  public void unregister() {
    execute(new Statement.Unregister(node.name()), result -> gone.run());
  }
}
