package io.tavolo.chaos.check;

import java.util.List;

/** What became of one attempt. */
public sealed interface Answer {
  /** Whether it ends the call. */
  default boolean isDefinite() {
    return this instanceof Stands
        || this instanceof Done
        || this instanceof Free
        || this instanceof Refused;
  }

  /** Success, and the reservation as it stands. */
  record Stands(Shown shown) implements Answer {}

  /** Success, and nothing to show. */
  record Done() implements Answer {}

  /**
   * The starts that are free.
   *
   * @param startTicks in their order
   */
  record Free(List<Integer> startTicks) implements Answer {
    public Free {
      startTicks = List.copyOf(startTicks);
    }
  }

  /**
   * Refused by the rules.
   *
   * @param reason of a refusal for want of a slot, else the problem's name, as {@code hold-expired}
   * @param alternativeTicks other starts that were offered
   */
  record Refused(String reason, List<Integer> alternativeTicks) implements Answer {
    public Refused {
      alternativeTicks = List.copyOf(alternativeTicks);
    }
  }

  /** It was never sent, or the node said that nothing was done. */
  record Nothing(String why) implements Answer {}

  /** It may have been done or not. */
  record Unknown(String why) implements Answer {}

  /** What no node should ever answer here. */
  record Surprise(String what) implements Answer {}
}
