package io.tavolo.importer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What became of each line. Any thread. */
final class Report {
  /** A line that was not taken in, and why. */
  record Refused(Place place, String reason) implements Comparable<Refused> {
    @Override
    public int compareTo(Refused other) {
      return place.compareTo(other.place);
    }
  }

  private final List<Refused> refused = new ArrayList<>();
  private int made;
  private int known;
  private int plans;
  private int schedules;
  private int ahead;
  private int past;
  private int before;

  /** A restaurant was made, or was there. */
  synchronized void restaurant(boolean isNew) {
    if (isNew) {
      made++;
    } else {
      known++;
    }
  }

  /** A restaurant got the tables of the options. */
  synchronized void planGiven() {
    plans++;
  }

  /** A restaurant got the hours of the options. */
  synchronized void scheduleGiven() {
    schedules++;
  }

  /** A reservation was taken in: of the past, or to come. */
  synchronized void taken(boolean ofThePast) {
    if (ofThePast) {
      past++;
    } else {
      ahead++;
    }
  }

  /** A reservation was there before. */
  synchronized void thereBefore() {
    before++;
  }

  synchronized void refuse(Place place, String reason) {
    refused.add(new Refused(place, reason));
  }

  /** Reservations of which is known what became of them. */
  synchronized int reservations() {
    return ahead + past + before;
  }

  synchronized int refusals() {
    return refused.size();
  }

  /** The report, a line each. */
  synchronized List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "restaurants   %,d made, %,d there before; %,d got tables, %,d got hours",
            made, known, plans, schedules));
    lines.add(
        text(
            "reservations  %,d taken in (%,d to come, %,d past), %,d there before",
            ahead + past, ahead, past, before));
    lines.add(text("refused       %,d lines", refused.size()));
    double seconds = Math.max(0.001, took.toMillis() / 1000.0);
    lines.add(
        text("took          %.1f s, %,.0f reservations/s", seconds, reservations() / seconds));
    Collections.sort(refused);
    for (Refused line : refused) {
      lines.add(line.place() + ": " + line.reason());
    }
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
