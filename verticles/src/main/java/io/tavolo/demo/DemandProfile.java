package io.tavolo.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The shape of real demand, as measured over 36,259 reservations at 275 restaurants: how large
 * parties are, when they come, how long before they book, and how unevenly restaurants are loved.
 * Immutable; any thread.
 */
public final class DemandProfile {
  private static final String RESOURCE = "demand-profile.json";
  private static final int DAYS_OF_WEEK = 7;
  private static final int HOURS = 24;

  /** By size: the share of parties of that size and smaller. */
  private final double[] partyUpTo;

  private final double[] hourShare = new double[HOURS];
  private final JsonObject weekdayShare;

  /** Share of reservations that are made less than so many hours ahead, accumulated. */
  private final NavigableMap<Integer, Double> madeWithinHours = new TreeMap<>();

  private final double[] decileShare;

  private DemandProfile(JsonObject json) {
    NavigableMap<Integer, Double> partyShare = numbered(json.getJsonObject("party_size_share"));
    partyUpTo = new double[partyShare.lastKey() + 1];
    for (int size = 1; size < partyUpTo.length; size++) {
      partyUpTo[size] = partyUpTo[size - 1] + partyShare.getOrDefault(size, 0.0);
    }
    numbered(json.getJsonObject("visit_hour_share"))
        .forEach((hour, share) -> hourShare[hour] = share);
    weekdayShare = json.getJsonObject("weekday_share");
    double sum = 0;
    madeWithinHours.put(0, sum);
    for (Map.Entry<Integer, Double> entry :
        numbered(json.getJsonObject("lead_time_hours_below_share")).entrySet()) {
      sum += entry.getValue();
      madeWithinHours.put(entry.getKey(), sum);
    }
    decileShare =
        json.getJsonArray("restaurant_share_by_decile").stream()
            .mapToDouble(share -> ((Number) share).doubleValue())
            .toArray();
  }

  /** Reads the profile that is packed with the software. */
  public static DemandProfile read() {
    try (InputStream in =
        Objects.requireNonNull(DemandProfile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new DemandProfile(
          new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NavigableMap<Integer, Double> numbered(JsonObject shares) {
    NavigableMap<Integer, Double> numbered = new TreeMap<>();
    shares.forEach(
        share ->
            numbered.put(
                Integer.valueOf(share.getKey()), ((Number) share.getValue()).doubleValue()));
    return numbered;
  }

  /** A party's size, 1..{@code max}, which is at most 20: larger ones telephone. */
  public int party(RandomGenerator random, int max) {
    double drawn = random.nextDouble() * partyUpTo[max];
    int size = 1;
    while (size < max && partyUpTo[size] <= drawn) {
      size++;
    }
    return size;
  }

  /** The share of one size among the parties of 1..{@code max}, 0..1. */
  double partyShare(int size, int max) {
    return (partyUpTo[size] - partyUpTo[size - 1]) / partyUpTo[max];
  }

  /** The share of visits that begin in the hour, 0..1; {@code hour} 0..23 on the wall clock. */
  public double hourShare(int hour) {
    return hourShare[hour];
  }

  /** How much of an average day's demand the weekday has; 1 is the average. */
  double weekdayFactor(DayOfWeek weekday) {
    return weekdayShare.getDouble(weekday.name().toLowerCase(Locale.ROOT)) * DAYS_OF_WEEK;
  }

  /** The share of reservations that are made at least so many days ahead, 0..1. */
  public double madeBy(int daysAhead) {
    int hours = daysAhead * 24;
    Map.Entry<Integer, Double> from = madeWithinHours.floorEntry(hours);
    Map.Entry<Integer, Double> to = madeWithinHours.higherEntry(hours);
    if (from == null || to == null) {
      return 0;
    }
    double part = (double) (hours - from.getKey()) / (to.getKey() - from.getKey());
    return 1 - (from.getValue() + part * (to.getValue() - from.getValue()));
  }

  /** The share of all reservations that the decile of restaurants has; 0 is the most loved. */
  public double decileShare(int decile) {
    return decileShare[decile];
  }
}
