package io.tavolo.postgres;

import io.tavolo.engine.simulation.postgres.Postgres;
import io.tavolo.engine.simulation.postgres.Result;
import io.tavolo.engine.simulation.postgres.Session;
import io.tavolo.engine.simulation.postgres.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The model, led along a schedule. Where several sessions are woken at once, the server's processes
 * race, and the model has to choose: here it chooses so that all that the server has shown is
 * explained. That is a search among the few orders there are, from the newest choice backwards; the
 * order of coming is tried first and nearly always right.
 */
final class ModelSide {
  /** After so many it is the model that is wrong; hundreds have been needed at times. */
  private static final int MOST_ORDERS = 10_000;

  /** A choice that was made: which of how many. */
  private record Choice(int made, int among) {}

  private final int shards;
  private final int sessions;
  private final long nowMs;
  private final long poison;
  private final List<Statement> start;
  private final List<Step> steps = new ArrayList<>();
  private final List<Outcome> shown = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private Run run;
  private int searches;
  private int longestSearch;

  /** The model at one place of the schedule. */
  private final class Run {
    final Postgres postgres = new Postgres(shards, () -> nowMs);
    final List<Session> open = new ArrayList<>();
    SortedMap<Integer, Result> answers = new TreeMap<>();
    int chosen;

    Run() {
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

    private int choose(int among) {
      if (chosen == choices.size()) {
        choices.add(new Choice(0, among));
      }
      return choices.get(chosen++).made();
    }

    Outcome take(Step step) {
      answers = new TreeMap<>();
      Session session = open.get(step.session());
      if (step instanceof Step.Execute execute) {
        session.execute(
            execute.statement(),
            result -> answers.put(step.session(), StatementCalls.ordered(result)));
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
    this.run = new Run();
  }

  /** The committed rows. */
  Postgres postgres() {
    return run.postgres;
  }

  /** How often the order of coming did not explain what the server did. */
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
    if (own.equals(real)) {
      return;
    }
    searches++;
    for (int orders = 1; orders <= MOST_ORDERS && chooseAnew(); orders++) {
      if (explainsAll()) {
        longestSearch = Math.max(longestSearch, orders);
        return;
      }
    }
    throw new AssertionError(
        "the model answers\n  %s\nthe server\n  %s\nafter%s".formatted(own, real, history()));
  }

  /** Begins anew with the next order that was not tried; false when there is none. */
  private boolean chooseAnew() {
    while (choices.size() > run.chosen) {
      choices.remove(choices.size() - 1);
    }
    while (!choices.isEmpty()) {
      Choice last = choices.remove(choices.size() - 1);
      if (last.made() + 1 < last.among()) {
        choices.add(new Choice(last.made() + 1, last.among()));
        run = new Run();
        return true;
      }
    }
    return false;
  }

  private boolean explainsAll() {
    for (int i = 0; i < steps.size(); i++) {
      if (!run.take(steps.get(i)).equals(shown.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String history() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      text.append("\n%d. %s\n    %s".formatted(i + 1, steps.get(i), shown.get(i)));
    }
    return text.toString();
  }
}
