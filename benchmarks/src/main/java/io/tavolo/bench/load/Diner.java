package io.tavolo.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What one client wants next. It cancels only what it booked itself, and leans towards having its
 * share of the seatings taken: it books with the probability of {@code 1 - standing / (2 * share)},
 * which is Ehrenfest's urn, and stays near the share without any bookkeeping between clients.
 *
 * <p>Remembers its reservations from one run to the next. One thread.
 */
public final class Diner {
  private final Scene scene;
  private final double share;
  private final SplittableRandom random;
  private final List<Standing> standing = new ArrayList<>();

  /** A reservation that this client made. */
  record Standing(String id, String token) {}

  /** The next thing to ask. */
  sealed interface Wish {
    /** A table. */
    record Book(String restaurantId, int partySize, String start) implements Wish {}

    /** No table after all. */
    record Cancel(Standing reservation) implements Wish {}
  }

  private Diner(Scene scene, double share, long seed) {
    this.scene = scene;
    this.share = share;
    this.random = new SplittableRandom(seed);
  }

  /**
   * So many clients that together keep half of the scene's seatings taken.
   *
   * @param seed the same seed makes the same clients
   */
  public static List<Diner> crowd(Scene scene, int clients, long seed) {
    double share = scene.seatings() / 2.0 / clients;
    List<Diner> crowd = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      crowd.add(new Diner(scene, share, seed + i));
    }
    return crowd;
  }

  /** How many reservations stand. */
  public int standing() {
    return standing.size();
  }

  boolean hasItsShare() {
    return standing.size() + 0.5 > share;
  }

  Wish next() {
    boolean books = random.nextDouble() * 2 * share >= standing.size();
    return books || standing.isEmpty() ? book() : new Wish.Cancel(takeOne());
  }

  Wish.Book book() {
    return new Wish.Book(
        scene.restaurantId(random.nextInt(scene.restaurants())),
        1 + random.nextInt(scene.largestParty()),
        scene.starts().get(random.nextInt(scene.starts().size())));
  }

  /** 128 random bits as a UUID. */
  String key() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** It booked the table, or could not give it back yet. */
  void keeps(Standing reservation) {
    standing.add(reservation);
  }

  /** Forgotten when it is sent, so that nothing is cancelled twice. */
  private Standing takeOne() {
    int chosen = random.nextInt(standing.size());
    Standing last = standing.remove(standing.size() - 1);
    return chosen == standing.size() ? last : standing.set(chosen, last);
  }
}
