package io.tavolo.postgres;

import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What really happened in all schedules. */
final class SchedulesTally {
  private static final List<String> MUST =
      List.of(
          "waits of Write",
          "waits of Take",
          "waits of Release",
          "waits of Register",
          "waits of Renew",
          "waits of Unregister",
          "waits of Lapse",
          "waits of Advance",
          "waits for a share lock",
          "takings that waited for a lease",
          "takings that waited and took",
          "fences passed",
          "fences refused",
          "fences refused after a wait",
          "batches refused in part",
          "takings",
          "takings of the living refused",
          "renewals refused",
          "data errors 21000",
          "data errors 22P02",
          "data errors 23505",
          "commits",
          "rollbacks",
          "cancels");

  private final Map<String, Integer> counts = new TreeMap<>();
  private int searches;
  private int longestSearch;

  /** What must happen, and has not. */
  List<String> never() {
    return MUST.stream().filter(what -> !counts.containsKey(what)).toList();
  }

  void searched(int times, int longest) {
    searches += times;
    longestSearch = Math.max(longestSearch, longest);
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * A statement has to wait.
   *
   * @param holders the statements whose transactions are open
   */
  void waits(Statement statement, Collection<Statement> holders) {
    count("waits of " + statement.getClass().getSimpleName());
    boolean aNodeIsChanged = holders.stream().anyMatch(Statement.OfNode.class::isInstance);
    if (statement instanceof Statement.OfNode && !aNodeIsChanged) {
      count("waits for a share lock");
    }
    if (statement instanceof Statement.Take
        && holders.stream().allMatch(Statement.OfNode.class::isInstance)) {
      count("takings that waited for a lease");
    }
  }

  void answered(Statement statement, Result result, boolean waited) {
    if (result instanceof Result.Failed failed) {
      count("data errors " + failed.sqlState());
    } else if (result instanceof Result.Fences fences) {
      List<Boolean> passed = fences.heads().stream().map(Batch.FenceResult::passed).toList();
      passed.forEach(each -> count(each ? "fences passed" : "fences refused"));
      if (passed.contains(true) && passed.contains(false)) {
        count("batches refused in part");
      }
      if (waited && passed.contains(false)) {
        count("fences refused after a wait");
      }
    } else if (result instanceof Result.Taken taken) {
      count("takings");
      if (waited && !taken.shards().isEmpty()) {
        count("takings that waited and took");
      }
      if (taken.shards().size() < ((Statement.Take) statement).shards().size()) {
        count("takings of the living refused");
      }
    } else if (statement instanceof Statement.Renew && result.equals(new Result.Count(0))) {
      count("renewals refused");
    }
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    counts.forEach((what, count) -> lines.add(what + " " + count));
    return "%s; another order than that of coming %d, %d tried at most"
        .formatted(String.join(", ", lines), searches, longestSearch);
  }
}
