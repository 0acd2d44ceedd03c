package io.tavolo.http.exchange;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AbstractLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import java.util.concurrent.TimeUnit;

/**
 * How many requests may be under way at once so that each is answered in time.
 *
 * <p>By Little's law the time that an answer takes is the number under way divided by what is
 * answered a second. So a limit that was too high is cut to the part of it that would have been in
 * time, at once; one that is used up and in time is raised by a twentieth. It does not ask for the
 * shortest time, as the limits of the library do: where requests commit in groups, a longer wait is
 * a larger group, and not yet a queue.
 */
final class AnswerTimeLimit extends AbstractLimit {
  private static final long WINDOW_MS = 100;

  /** Where answers are late they are few too, and it takes {@value #SAMPLES} to tell. */
  private static final long LONGEST_WINDOW_MS = 500;

  private static final int SAMPLES = 10;
  private static final double MOST_AT_ONCE = 0.5;
  private static final int PARTS = 20;

  private final long targetNanos;
  private final int least;
  private final int most;

  private AnswerTimeLimit(long targetMs, int least, int most) {
    super(most);
    this.targetNanos = TimeUnit.MILLISECONDS.toNanos(targetMs);
    this.least = least;
    this.most = most;
  }

  /**
   * A limit that begins at its highest and looks at its samples two to ten times a second.
   *
   * @param targetMs what an answer may take on average, 1 or more
   * @param least 0 or more
   * @param most at least {@code least}
   */
  static Limit of(long targetMs, int least, int most) {
    return WindowedLimit.newBuilder()
        .minWindowTime(WINDOW_MS, TimeUnit.MILLISECONDS)
        .maxWindowTime(LONGEST_WINDOW_MS, TimeUnit.MILLISECONDS)
        .windowSize(SAMPLES)
        .build(new AnswerTimeLimit(targetMs, least, most));
  }

  @Override
  protected int _update(long startNanos, long tookNanos, int underWay, boolean didDrop) {
    int limit = getLimit();
    if (tookNanos > targetNanos) {
      // What was under way made it late, and that may have been less than the limit.
      double kept = Math.max(MOST_AT_ONCE, (double) targetNanos / tookNanos);
      return Math.max(least, (int) (Math.min(limit, underWay) * kept));
    }
    boolean used = underWay * 2 >= limit;
    return used ? Math.min(most, limit + Math.max(1, limit / PARTS)) : limit;
  }
}
