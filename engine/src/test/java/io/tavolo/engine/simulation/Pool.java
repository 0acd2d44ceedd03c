package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A few connections that are opened when needed. Who waits too long for one gets none. */
final class Pool {
  private static final long PATIENCE_US = 5_000_000;

  private final Machine client;
  private final int from;
  private final Database database;
  private final int sessions;
  private final long timeoutUs;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Deque<Task> waiting = new ArrayDeque<>();
  private int open;

  private record Task(List<Statement> statements, Consumer<@Nullable List<Result>> answer) {}

  Pool(Machine client, int from, Database database, int sessions, long timeoutUs) {
    this.client = client;
    this.from = from;
    this.database = database;
    this.sessions = sessions;
    this.timeoutUs = timeoutUs;
  }

  /**
   * @param answer told in the process; null when a connection broke or could not be had
   */
  void execute(Statement statement, Consumer<@Nullable Result> answer) {
    executeAll(
        List.of(statement), results -> answer.accept(results == null ? null : results.get(0)));
  }

  /** All on one connection, one behind the other in one round trip. */
  void executeAll(List<Statement> statements, Consumer<@Nullable List<Result>> answer) {
    Task task = new Task(statements, answer);
    waiting.add(task);
    serve();
    if (waiting.contains(task)) {
      client.after(
          PATIENCE_US,
          () -> {
            if (waiting.remove(task)) {
              answer.accept(null);
            }
          });
    }
  }

  private void serve() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      run(waiting.remove(), idle.remove());
    }
    if (open < sessions && waiting.size() > 0) {
      open++;
      database.connect(client, from, timeoutUs, this::connected);
    }
  }

  private void connected(@Nullable Connection connection) {
    if (connection == null) {
      open--;
      Task first = waiting.poll();
      if (first != null) {
        first.answer().accept(null);
        serve();
      }
      return;
    }
    connection.onClosed(
        () -> {
          open--;
          idle.remove(connection);
          serve();
        });
    idle.add(connection);
    serve();
  }

  private void run(Task task, Connection connection) {
    List<Result> results = new ArrayList<>();
    int[] left = {task.statements().size()};
    boolean[] lost = {false};
    for (Statement statement : task.statements()) {
      connection.execute(
          statement,
          result -> {
            left[0]--;
            if (result == null) {
              lost[0] = true;
            } else {
              results.add(result);
            }
            if (left[0] == 0) {
              if (connection.isOpen()) {
                idle.add(connection);
              }
              task.answer().accept(lost[0] ? null : results);
              serve();
            }
          });
    }
  }
}
