package io.tavolo.engine.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Registrations of nodes that are no members any more. One that has just joined may be seen to be
 * registered before it is seen to be a member: only what stays is a stray.
 *
 * <p>One owner thread.
 *
 * @param <R> a registration, with its equality
 */
public final class Strays<R> {
  /** Looks in a row, a second apart. */
  static final int LOOKS = 5;

  private Map<R, Integer> seen = new HashMap<>();

  /**
   * What should be removed.
   *
   * @param ofNoMember registrations of nodes that are no members, as of now
   */
  public List<R> look(Collection<R> ofNoMember) {
    Map<R, Integer> now = new HashMap<>();
    List<R> strays = new ArrayList<>();
    for (R registration : ofNoMember) {
      int looks = seen.getOrDefault(registration, 0) + 1;
      now.put(registration, looks);
      if (looks >= LOOKS) {
        strays.add(registration);
      }
    }
    seen = now;
    return strays;
  }
}
