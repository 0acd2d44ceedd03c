package io.tavolo.http.json;

import io.tavolo.engine.restaurant.Fault;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one body, in the order it was found. One thread. */
public final class Faults {
  /** An answer's bound: a body of 64 KiB can hold ten times as many, and nobody reads those. */
  static final int MAX = 1_000;

  private static final int MAX_QUOTED = 80;

  private final List<Fault> list = new ArrayList<>(0);
  private boolean valuesLost;

  /** A value that could not be taken, because it is missing or is not what was expected. */
  public void lost(String pointer, String detail) {
    valuesLost = true;
    extra(pointer, detail);
  }

  /** Something that should not be there, while every value could be taken. */
  public void extra(String pointer, String detail) {
    if (list.size() < MAX) {
      list.add(new Fault(pointer, detail));
    }
  }

  public void addAll(List<Fault> more) {
    more.forEach(fault -> lost(fault.pointer(), fault.detail()));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  /**
   * Whether some value is missing or wrong, so that rules over several values would only repeat it.
   */
  public boolean valuesLost() {
    return valuesLost;
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
