package io.tavolo.http.body;

import io.tavolo.engine.restaurant.TurnTime;
import io.tavolo.http.json.JsonIn;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule's turn times, read. */
final class TurnTimesBody {
  private static final List<String> REQUIRED = List.of("up_to_party", "minutes");

  final List<TurnTime> rules = new ArrayList<>();

  void read(JsonIn in) throws IOException {
    RuleReading rule = new RuleReading();
    in.object(REQUIRED, rule);
    rules.add(rule.rule());
  }

  private static final class RuleReading implements JsonIn.Members {
    private int upToParty;
    private int minutes;
    private @Nullable String shiftId;
    private final List<DayOfWeek> weekdays = new ArrayList<>();
    private @Nullable LocalDate from;
    private @Nullable LocalDate until;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "up_to_party" -> upToParty = in.integer();
        case "minutes" -> minutes = in.integer();
        case "shift_id" -> shiftId = in.optionalText();
        case "weekdays" -> Dates.readWeekdays(in, weekdays);
        case "from" -> from = in.isNull() ? null : Dates.read(in);
        case "until" -> until = in.isNull() ? null : Dates.read(in);
        default -> {
          return false;
        }
      }
      return true;
    }

    TurnTime rule() {
      return new TurnTime(upToParty, minutes, shiftId, weekdays, from, until);
    }
  }
}
