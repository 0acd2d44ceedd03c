package io.tavolo.postgres;

import io.tavolo.engine.simulation.postgres.Postgres;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Session;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The model, led along a schedule. Where several sessions are woken at once, the server's processes
 * race, and the model has to choose: in the order of their coming, which is nearly always right.
 * Where it is not, the schedule is taken anew with other choices, until all that the server has
 * shown is explained: first with one choice more that is not by that order, then with two, and so
 * on.
 */
final class ModelSide {
  /** After so many it is the model that is wrong; two dozen have been needed. */
  private static final int MOST_ORDERS = 2_000;

  private final int shards;
  private final int sessions;
  private final long nowMs;
  private final long poison;
  private final List<Statement> start;
  private final List<Step> steps = new ArrayList<>();
  private final List<Outcome> shown = new ArrayList<>();
  private Run run;
  private int searches;
  private int longestSearch;

  /** The model at one place of the schedule. */
  private final class Run {
    final Postgres postgres = new Postgres(shards, () -> nowMs);
    final List<Session> open = new ArrayList<>();

    /** The first choices; all others are by the order of coming. */
    final int[] given;

    /** Of how many each choice was. */
    final List<Integer> among = new ArrayList<>();

    SortedMap<Integer, Result> answers = new TreeMap<>();

    Run(int[] given) {
      this.given = given;
      postgres.poison(poison);
      postgres.onChoice(this::choose);
      for (int i = 0; i < sessions; i++) {
        open.add(postgres.connect());
      }
      for (Statement statement : start) {
        open.get(0).execute(statement, result -> {});
        open.get(0).commit();
      }
    }

    private int choose(int many) {
      among.add(many);
      return among.size() <= given.length ? given[among.size() - 1] : 0;
    }

    Outcome take(Step step) {
      answers = new TreeMap<>();
      int place = step.session();
      Session session = open.get(place);
      if (step instanceof Step.Execute execute) {
        session.execute(
            execute.statement(), result -> answers.put(place, StatementCalls.ordered(result)));
      } else if (step instanceof Step.Commit) {
        session.commit();
      } else {
        session.rollback();
      }
      TreeSet<Integer> waiting = new TreeSet<>();
      for (int i = 0; i < sessions; i++) {
        if (open.get(i).isWaiting()) {
          waiting.add(i);
        }
      }
      return new Outcome(answers, waiting);
    }

    boolean explainsAll() {
      for (int i = 0; i < steps.size(); i++) {
        if (!take(steps.get(i)).equals(shown.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** The same choices as far as they were given, and one later that is not by the order. */
    List<int[]> others() {
      List<int[]> others = new ArrayList<>();
      for (int i = given.length; i < among.size(); i++) {
        for (int other = 1; other < among.get(i); other++) {
          int[] changed = Arrays.copyOf(given, i + 1);
          changed[i] = other;
          others.add(changed);
        }
      }
      return others;
    }
  }

  /**
   * A model at the beginning of a schedule.
   *
   * @param poison the diner that is refused
   * @param start what has been executed and committed before
   */
  ModelSide(int shards, int sessions, long nowMs, long poison, List<Statement> start) {
    this.shards = shards;
    this.sessions = sessions;
    this.nowMs = nowMs;
    this.poison = poison;
    this.start = start;
    this.run = new Run(new int[0]);
  }

  /** The committed rows. */
  Postgres postgres() {
    return run.postgres;
  }

  /** How often the choices of before did not explain what the server did. */
  int searches() {
    return searches;
  }

  /** How many orders were tried at most, until one explained it. */
  int longestSearch() {
    return longestSearch;
  }

  /** Takes the step too; fails unless it can come to the same. */
  void follow(Step step, Outcome real) {
    steps.add(step);
    shown.add(real);
    Outcome own = run.take(step);
    if (!own.equals(real)) {
      searches++;
      search(own, real);
    }
  }

  private void search(Outcome own, Outcome real) {
    Deque<int[]> untried = new ArrayDeque<>();
    for (int last = run.given.length; last >= 0; last--) {
      if (last == 0 || run.given[last - 1] > 0) {
        untried.add(Arrays.copyOf(run.given, last));
      }
    }
    for (int orders = 1; orders <= MOST_ORDERS && !untried.isEmpty(); orders++) {
      run = new Run(untried.remove());
      if (run.explainsAll()) {
        longestSearch = Math.max(longestSearch, orders);
        return;
      }
      untried.addAll(run.others());
    }
    throw new AssertionError(
        "the model answers\n  %s\nthe server\n  %s\nafter%s".formatted(own, real, history()));
  }

  private String history() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append("\n%d. %s\n    %s".formatted(i + 1, steps.get(i), shown.get(i)));
    }
    return text.toString();
  }
}
