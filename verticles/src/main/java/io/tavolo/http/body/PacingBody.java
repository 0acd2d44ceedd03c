package io.tavolo.http.body;

import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.Times;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule's pacing, read. */
final class PacingBody {
  private static final List<String> OVERRIDE = List.of("date", "from", "until");

  /** Stands in for a time that could not be read: an override with one meets no other. */
  private static final int NO_TIME = -1;

  final List<Pacing> rules = new ArrayList<>();
  final List<PacingOverride> overrides = new ArrayList<>();

  void readRule(JsonIn in) throws IOException {
    Reading rule = new Reading(false);
    in.object(List.of(), rule);
    rules.add(new Pacing(rule.shiftId, rule.areaId, rule.limits()));
  }

  void readOverride(JsonIn in) throws IOException {
    Reading override = new Reading(true);
    in.object(OVERRIDE, override);
    overrides.add(
        new PacingOverride(
            override.date, override.from, override.until, override.areaId, override.limits()));
  }

  private static final class Reading implements JsonIn.Members {
    private final boolean ofDate;
    private @Nullable String shiftId;
    private @Nullable String areaId;
    private LocalDate date = Dates.NONE;
    private int from = NO_TIME;
    private int until = NO_TIME;
    private @Nullable Integer coversStarting;
    private @Nullable Integer partiesStarting;
    private @Nullable Integer coversPresent;

    Reading(boolean ofDate) {
      this.ofDate = ofDate;
    }

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "area_id" -> areaId = in.optionalText();
        case "covers_starting" -> coversStarting = limit(in);
        case "parties_starting" -> partiesStarting = limit(in);
        case "covers_present" -> coversPresent = limit(in);
        default -> {
          return ofDate ? readWhen(member, in) : readShift(member, in);
        }
      }
      return true;
    }

    private boolean readShift(String member, JsonIn in) throws IOException {
      if (!member.equals("shift_id")) {
        return false;
      }
      shiftId = in.optionalText();
      return true;
    }

    private boolean readWhen(String member, JsonIn in) throws IOException {
      switch (member) {
        case "date" -> date = Dates.read(in);
        case "from" -> from = readTime(in);
        case "until" -> until = readTime(in);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static int readTime(JsonIn in) throws IOException {
      String text = in.text(1, 20);
      int minutes = Times.longClock(text);
      if (minutes < 0 && !text.isEmpty()) {
        in.fault(Faults.quoted(text), "a time such as 19:30, or 25:00 for one in the next morning");
      }
      return minutes < 0 ? NO_TIME : minutes;
    }

    private static @Nullable Integer limit(JsonIn in) throws IOException {
      return in.isNull() ? null : Integer.valueOf(in.integer());
    }

    Limits limits() {
      return new Limits(coversStarting, partiesStarting, coversPresent);
    }
  }
}
