package io.tavolo.engine.simulation.postgres;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The line before a locked version: the lock manager's lock on the tuple. Who is at its head waits
 * for the transactions that hold the version, the others wait behind; nobody passes a place that is
 * against his own.
 */
final class Line {
  private record Place(Session session, Lock lock) {}

  private final List<Place> atHead = new ArrayList<>();
  private final List<Place> behind = new ArrayList<>();

  /** Whether the session is at the head now; if not, it is told when it is. */
  boolean enter(Session session, Lock lock) {
    Place place = new Place(session, lock);
    boolean free = isFree(lock, atHead) && isFree(lock, behind);
    (free ? atHead : behind).add(place);
    return free;
  }

  /** Leaves the line from wherever it stands. */
  void leave(Session session) {
    atHead.removeIf(place -> place.session == session);
    behind.removeIf(place -> place.session == session);
    List<Place> ahead = new ArrayList<>();
    for (Iterator<Place> next = behind.iterator(); next.hasNext(); ) {
      Place place = next.next();
      if (isFree(place.lock, atHead) && isFree(place.lock, ahead)) {
        next.remove();
        atHead.add(place);
        place.session.wake();
      } else {
        ahead.add(place);
      }
    }
  }

  boolean hasAtHead(Session session) {
    for (Place place : atHead) {
      if (place.session == session) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFree(Lock lock, List<Place> places) {
    for (Place place : places) {
      if (lock.isAgainst(place.lock)) {
        return false;
      }
    }
    return true;
  }
}
