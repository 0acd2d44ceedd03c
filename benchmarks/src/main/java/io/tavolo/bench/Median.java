package io.tavolo.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What several rounds of the same say together.
 *
 * @param median the one in the middle, or the mean of the two there
 * @param least of all
 * @param most of all
 */
record Median(double median, double least, double most) {
  /** Of at least one round. */
  static <T> Median of(List<T> rounds, ToDoubleFunction<T> figure) {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round (expected: at least one)");
    }
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Median(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The medians' ratio. */
  double over(Median other) {
    return median / other.median;
  }

  /** All three, without decimals. */
  String whole() {
    return String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", median, least, most);
  }
}
