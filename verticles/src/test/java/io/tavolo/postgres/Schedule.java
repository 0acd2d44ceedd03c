package io.tavolo.postgres;

import io.tavolo.engine.RandomHistories;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** One random schedule, taken by the server and then by the model. */
final class Schedule {
  private final SplittableRandom random;
  private final RandomHistories.Steps count;
  private final int sessions;
  private final ModelSide model;
  private final RealSide real;
  private final SchedulesTally tally;

  /** The statements whose transactions are open, by session. */
  private final Map<Integer, Statement> open = new TreeMap<>();

  private final TreeSet<Integer> waiting = new TreeSet<>();

  Schedule(
      SplittableRandom random,
      RandomHistories.Steps count,
      int sessions,
      ModelSide model,
      RealSide real,
      SchedulesTally tally) {
    this.random = random;
    this.count = count;
    this.sessions = sessions;
    this.model = model;
    this.real = real;
    this.tally = tally;
  }

  /** So many steps, and those that end all transactions. */
  void run(int steps) throws SQLException {
    for (int i = 0; i < steps; i++) {
      take(step(random.nextInt(sessions)));
    }
    while (!open.isEmpty()) {
      List<Integer> left = new ArrayList<>(open.keySet());
      left.removeAll(waiting);
      take(end(left.get(random.nextInt(left.size()))));
    }
  }

  private Step step(int session) {
    if (!open.containsKey(session)) {
      return new Step.Execute(session, new RandomStatements(random, model.postgres()).next());
    }
    if (!waiting.contains(session)) {
      return end(session);
    }
    return random.nextInt(5) == 0 ? new Step.Rollback(session) : step((session + 1) % sessions);
  }

  private Step end(int session) {
    return random.nextInt(4) == 0 ? new Step.Rollback(session) : new Step.Commit(session);
  }

  private void take(Step step) throws SQLException {
    count.next(step.toString());
    Outcome shown = real.take(step);
    model.follow(step, shown);
    note(step, shown);
  }

  private void note(Step step, Outcome shown) {
    if (step instanceof Step.Execute execute) {
      if (shown.waiting().contains(step.session())) {
        TreeMap<Integer, Statement> holders = new TreeMap<>(open);
        holders.keySet().removeAll(waiting);
        tally.waits(execute.statement(), holders.values());
      }
      open.put(step.session(), execute.statement());
    } else {
      boolean cancels = waiting.contains(step.session());
      tally.count(step instanceof Step.Commit ? "commits" : cancels ? "cancels" : "rollbacks");
      open.remove(step.session());
    }
    for (Map.Entry<Integer, Result> answer : shown.answers().entrySet()) {
      int session = answer.getKey();
      Statement statement = open.get(session);
      if (statement != null) {
        tally.answered(statement, answer.getValue(), waiting.contains(session));
        if (statement instanceof Statement.Read || answer.getValue() instanceof Result.Failed) {
          open.remove(session);
        }
      }
    }
    waiting.clear();
    waiting.addAll(shown.waiting());
  }
}
