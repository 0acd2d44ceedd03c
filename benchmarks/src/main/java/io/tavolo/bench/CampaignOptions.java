package io.tavolo.bench;

import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;

/**
 * How thorough a campaign is.
 *
 * @param rounds of everything that is compared, 1..100
 * @param seconds of each round that count, 1..600
 * @param warmUpSeconds before them, 0..600
 * @param restaurants of the spread profile, 1..1000000
 * @param thorough whether servers are warmed up before they are compared, and the plots and the
 *     micro-benchmarks are measured too
 */
record CampaignOptions(
    int rounds, int seconds, int warmUpSeconds, int restaurants, boolean thorough) {
  static final CampaignOptions FULL = new CampaignOptions(5, 8, 3, 20_000, true);

  /** Of three minutes: to see that it works, not to quote from. */
  static final CampaignOptions QUICK = new CampaignOptions(1, 3, 2, 1_000, false);

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException saying what came and what was expected
   */
  static CampaignOptions parse(List<String> args) {
    CampaignOptions options = args.contains("--quick") ? QUICK : FULL;
    Iterator<String> rest = args.stream().filter(arg -> !arg.equals("--quick")).iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      String value = rest.hasNext() ? rest.next() : "";
      options =
          switch (name) {
            case "--rounds" -> options.with(Options.number(name, value, 1, 100), options.seconds);
            case "--seconds" -> options.with(options.rounds, Options.number(name, value, 1, 600));
            default -> throw new IllegalArgumentException(name + ": unknown (see --help)");
          };
    }
    return options;
  }

  /** What tells the folder of its results from that of a thorough campaign. */
  String suffix() {
    return thorough ? "" : "-quick";
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("rounds", rounds)
        .put("seconds", seconds)
        .put("warm_up_seconds", warmUpSeconds)
        .put("restaurants", restaurants)
        .put("thorough", thorough);
  }

  private CampaignOptions with(int newRounds, int newSeconds) {
    return new CampaignOptions(newRounds, newSeconds, warmUpSeconds, restaurants, thorough);
  }
}
