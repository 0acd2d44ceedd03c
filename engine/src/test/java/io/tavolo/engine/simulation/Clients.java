package io.tavolo.engine.simulation;

import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.simulation.Scenario.Errand;
import io.tavolo.engine.simulation.check.History;
import io.tavolo.engine.simulation.check.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Who asks, and asks again: with a key of their own until they know, without one never. They see
 * only what a node answers, or that it does not.
 */
final class Clients {
  private static final int[] PATIENCE_MS = {300, 1_000, 3_000};
  private static final int CALM_PATIENCE_MS = 5_000;

  /** A client waits so much longer than the node that it asked. */
  private static final long GRACE_US = 2_000_000;

  private final World world;
  private final Cluster cluster;
  private final History history;
  private final Errands errands;
  private final RandomGenerator random;
  private final List<Run> runs = new ArrayList<>();
  private long calls;
  private long probes;
  private long probesAnswered;

  Clients(World world, Cluster cluster, History history, Errands errands) {
    this.world = world;
    this.cluster = cluster;
    this.history = history;
    this.errands = errands;
    random = world.chance(3);
  }

  long calls() {
    return calls;
  }

  /** One errand, until its answer is known or nobody can know it. */
  private static final class Run {
    final int number;
    final Request request;
    int triesLeft;
    int open;
    boolean known;

    /** One of very many that say nothing new. */
    boolean isProbe;

    Run(int number, Request request, int tries) {
      this.number = number;
      this.request = request;
      this.triesLeft = tries;
    }

    boolean isKeyed() {
      return request instanceof Request.Submit submit && submit.key().byCaller();
    }
  }

  void begin(Errand errand) {
    SplittableRandom own = new SplittableRandom(errand.seed());
    Request request = errands.draw(own, errand.reads());
    Run run = start(request, 1 + own.nextInt(4));
    send(run, PATIENCE_MS[own.nextInt(PATIENCE_MS.length)]);
    if (run.isKeyed() && own.nextInt(8) == 0) {
      // Who retries blindly does not wait for the first answer.
      int laterUs = own.nextInt(own.nextBoolean() ? 3_000 : 2_000_000);
      world.scheduler.after(laterUs, () -> send(run, PATIENCE_MS[1]));
    }
  }

  private Run start(Request request, int tries) {
    Run run = new Run(runs.size(), request, tries);
    runs.add(run);
    return run;
  }

  private void send(Run run, int patienceMs) {
    Node node = cluster.anyNode(random);
    if (node == null) {
      again(run);
      return;
    }
    calls++;
    int call = history.called(run.number, run.request, world.nowUs());
    if (!run.isProbe) {
      world.say(
          () ->
              "call %d of errand %d to %s, shard %d: %s"
                  .formatted(
                      call,
                      run.number,
                      node.name(),
                      shardOf(node, run.request),
                      Words.of(run.request)));
    }
    run.open++;
    boolean[] over = {false};
    world.scheduler.after(
        150,
        () ->
            node.ask(
                run.request,
                patienceMs,
                reply ->
                    world.scheduler.after(
                        150,
                        () -> {
                          if (!over[0]) {
                            over[0] = true;
                            answered(run, call, reply);
                          }
                        })));
    world.scheduler.after(
        patienceMs * 1_000L + GRACE_US,
        () -> {
          if (!over[0]) {
            over[0] = true;
            world.say(() -> "call %d of errand %d: nobody answers".formatted(call, run.number));
            run.open--;
            again(run);
          }
        });
  }

  private static int shardOf(Node node, Request request) {
    return RestaurantNumber.shardOf(request.restaurant(), node.ownership().machine().view().size());
  }

  private void answered(Run run, int call, Reply reply) {
    if (!run.isProbe) {
      world.say(() -> "call %d of errand %d: %s".formatted(call, run.number, Words.of(reply)));
    }
    world.mark(call * 31L + kind(reply));
    run.open--;
    history.answered(call, reply, world.nowUs());
    if (reply instanceof Reply.Unavailable) {
      again(run);
    } else {
      run.known = true;
    }
  }

  private static int kind(Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      return 100 + refused.refusal().code();
    }
    if (reply instanceof Reply.Unavailable unavailable) {
      return 200 + unavailable.reason().code();
    }
    return reply instanceof Reply.Done ? 1 : 2;
  }

  private void again(Run run) {
    if (!run.known && run.isKeyed() && (run.triesLeft > 0 || !world.troubled)) {
      run.triesLeft--;
      world.scheduler.after(
          10_000 + random.nextInt(400_000), () -> send(run, PATIENCE_MS[random.nextInt(3)]));
    }
  }

  // ---- after the faults

  /** Whoever has a key and no answer yet asks once more. */
  void askAgain() {
    List<Run> unknown = runs.stream().filter(run -> run.isKeyed() && !run.known).toList();
    spread(unknown);
  }

  /** Everybody who has a key asks once more, and has to hear the same. */
  void askAllAgain() {
    spread(runs.stream().filter(Run::isKeyed).toList());
  }

  private void spread(List<Run> some) {
    long us = 0;
    for (Run run : some) {
      world.scheduler.after(us, () -> send(run, CALM_PATIENCE_MS));
      us += 2_000;
    }
  }

  /** Errands that have a key and no answer yet. */
  long unknown() {
    return runs.stream().filter(run -> run.isKeyed() && !run.known).count();
  }

  /** Calls that nobody has answered and that are not given up. */
  long open() {
    return runs.stream().mapToLong(run -> run.open).sum();
  }

  /** Asks for every day of every restaurant, and notes who gets an answer in time. */
  void probe() {
    for (int i = 0; i < errands.restaurants().size(); i++) {
      String name = "r" + i;
      for (int day = 0; day < Errands.DAYS; day++) {
        Request.ReadDay read =
            new Request.ReadDay(name, RestaurantNumber.of(name), Errands.FIRST_DAY + day, false);
        Run run = start(read, 0);
        run.isProbe = true;
        probes++;
        world.scheduler.after(
            random.nextInt(200_000),
            () -> {
              send(run, PATIENCE_MS[1]);
              world.scheduler.after(500_000, () -> probesAnswered += run.known ? 1 : 0);
            });
      }
    }
  }

  long probes() {
    return probes;
  }

  long probesAnswered() {
    return probesAnswered;
  }
}
