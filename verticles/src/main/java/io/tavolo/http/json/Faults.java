package io.tavolo.http.json;

import io.tavolo.engine.restaurant.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with one body, in the order it was found. One thread. */
public final class Faults {
  /** An answer's bound: a body of 64 KiB can hold ten times as many, and nobody reads those. */
  static final int MAX = 1_000;

  private static final int MAX_QUOTED = 80;

  private final List<Fault> list = new ArrayList<>(0);
  private final Set<String> lost = new HashSet<>(0);
  private final Set<String> incomplete = new HashSet<>(0);

  /** A value that could not be taken, because it is missing or is not what was expected. */
  public void lost(String pointer, String detail) {
    lost.add(pointer);
    if (!pointer.isEmpty()) {
      incomplete.add(parent(pointer));
    }
    extra(pointer, detail);
  }

  /** Something that should not be there, while every value could be taken. */
  public void extra(String pointer, String detail) {
    if (list.size() < MAX) {
      list.add(new Fault(pointer, detail));
    }
  }

  /**
   * What rules found in the values taken, with stand-ins where some are lost. Left out is what the
   * stand-ins may have caused: faults of a lost value, of what is in it, and of what lacks it.
   */
  public void addRules(List<Fault> found) {
    for (Fault fault : found) {
      if (!isLost(fault.pointer()) && !incomplete.contains(fault.pointer())) {
        extra(fault.pointer(), fault.detail());
      }
    }
  }

  /** Whether the value there could not be taken, or the one it is in. */
  public boolean isLost(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = parent(at)) {
      if (lost.contains(at)) {
        return true;
      }
    }
    return lost.contains("");
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public List<Fault> list() {
    return List.copyOf(list);
  }

  /** The text as a message may show it: cut, and without what a terminal or JSON cannot show. */
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_QUOTED) + 2).append('"');
    int end = Math.min(text.length(), MAX_QUOTED);
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      boolean printable = c >= ' ' && c != 0x7f && (c < 0xd800 || c > 0xdfff);
      shown.appendCodePoint(printable ? c : 0xfffd);
      i += Character.charCount(c);
    }
    return shown.append(end < text.length() ? "…\"" : "\"").toString();
  }
}
