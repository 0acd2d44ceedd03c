package io.tavolo.postgres;

import io.tavolo.engine.simulation.postgres.Result;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What can be seen after a step.
 *
 * @param answers of statements that ended, by session
 * @param waiting the sessions whose statements wait for a lock
 */
record Outcome(SortedMap<Integer, Result> answers, SortedSet<Integer> waiting) {}
