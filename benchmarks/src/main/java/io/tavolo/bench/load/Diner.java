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
  private static final int DATE_LENGTH = "YYYY-MM-DD".length();

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

    /** To see what is free on a day, {@code YYYY-MM-DD}. */
    record Look(String restaurantId, int partySize, String date) implements Wish {}
  }

  private Diner(Scene scene, double share, long seed) {
    this.scene = scene;
    this.share = share;
    this.random = new SplittableRandom(seed);
  }

  /**
   * So many clients that together keep half of the scene's seatings taken, or try for more of them
   * than there are.
   *
   * @param seed the same seed makes the same clients
   */
  public static List<Diner> crowd(Scene scene, int clients, long seed) {
    double share = scene.seatings() * scene.appetite() / clients;
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

  /** Whether it need not book more before a run begins. */
  boolean hasItsShare() {
    return scene.isRush() || standing.size() + 0.5 > share;
  }

  Wish next() {
    if (random.nextInt(scene.readsPerWrite() + 1) > 0) {
      Wish.Book wish = book();
      return new Wish.Look(
          wish.restaurantId(), wish.partySize(), wish.start().substring(0, DATE_LENGTH));
    }
    boolean books = random.nextDouble() * 2 * share >= standing.size();
    return books || standing.isEmpty() ? book() : new Wish.Cancel(takeOne());
  }

  Wish.Book book() {
    return scene.wish(random);
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
