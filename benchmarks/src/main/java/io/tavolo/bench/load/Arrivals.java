package io.tavolo.bench.load;

import java.time.Duration;

/**
 * When requests are due in an open loop, whatever became of those before them.
 *
 * @param perSecond requests of all kinds, 0.1..1000000
 * @param random whether they come as strangers do (Poisson) or at equal distances
 * @param seed the same seed makes the same moments
 * @param quiet so long at the beginning only a tenth of them comes
 * @param patience a request that found no free connection for so long is dropped, and counted
 * @param shedding whether 503 and 429 are counted as answers, and drops as a matter of course; else
 *     they are errors, and make a run void
 */
public record Arrivals(
    double perSecond,
    boolean random,
    long seed,
    Duration quiet,
    Duration patience,
    boolean shedding) {
  private static final double LEAST = 0.1;
  private static final double MOST = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  public Arrivals {
    if (!(perSecond >= LEAST && perSecond <= MOST)) {
      throw new IllegalArgumentException(
          "requests a second: %s (expected: %s..%.0f)".formatted(perSecond, LEAST, MOST));
    }
  }

  /** One request every {@code 1 / perSecond} seconds. */
  public static Arrivals constant(double perSecond) {
    return new Arrivals(perSecond, false, 0, Duration.ZERO, PATIENCE, false);
  }

  /** Each moment is as likely as any other. */
  public static Arrivals poisson(double perSecond, long seed) {
    return new Arrivals(perSecond, true, seed, Duration.ZERO, PATIENCE, false);
  }

  /** The same, of which only a tenth comes in the beginning: then doors open. */
  public Arrivals after(Duration longQuiet) {
    return new Arrivals(perSecond, random, seed, longQuiet, patience, shedding);
  }

  /** The same, who wait so long for a connection. */
  public Arrivals patient(Duration longPatience) {
    return new Arrivals(perSecond, random, seed, quiet, longPatience, shedding);
  }

  /** The same, of which the server may turn away as many as it must. */
  public Arrivals withShedding() {
    return new Arrivals(perSecond, random, seed, quiet, patience, true);
  }

  /** From the first moment on. */
  Schedule schedule() {
    return new Schedule(this);
  }
}
