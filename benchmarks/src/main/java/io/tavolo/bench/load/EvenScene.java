package io.tavolo.bench.load;

import java.util.List;
import java.util.SplittableRandom;

/** Restaurants that are all alike and equally loved, and visits that never overlap in part. */
final class EvenScene extends Scene {
  private final int tables;
  private final List<String> starts;

  /**
   * A scene.
   *
   * @param tables of each restaurant, 1..512
   * @param starts wall-clock times that diners ask for; no two of them overlap
   */
  EvenScene(
      String name,
      int restaurants,
      int tables,
      List<String> starts,
      double appetite,
      int readsPerWrite) {
    super(name, restaurants, appetite, readsPerWrite);
    this.tables = tables;
    this.starts = List.copyOf(starts);
  }

  @Override
  public long seatings() {
    return (long) restaurants() * tables * starts.size();
  }

  @Override
  Diner.Wish.Book wish(SplittableRandom random) {
    return new Diner.Wish.Book(
        restaurantId(random.nextInt(restaurants())),
        1 + random.nextInt(HouseJson.largestParty(tables)),
        starts.get(random.nextInt(starts.size())));
  }

  @Override
  public String start(int number) {
    return starts.get(number % starts.size());
  }

  @Override
  String floorPlan(int index) {
    return HouseJson.floorPlan(tables);
  }

  @Override
  String schedule() {
    return HouseJson.schedule(
        HouseJson.SEATINGS.get(0), HouseJson.SEATINGS.get(HouseJson.SEATINGS.size() - 1));
  }
}
