package io.tavolo.engine.restaurant;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a definition: every fault, in the order of the document, none meaning that the
 * engine can rely on it. The only gate; nothing behind it checks again.
 */
public final class Validation {
  static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,32}");
  private static final Pattern RESTAURANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,16}");
  private static final int MAX_AREAS = 32;
  private static final int MAX_TABLES = 512;

  private Validation() {}

  public static List<Fault> faults(Profile profile) {
    Findings found = new Findings();
    found.matches("/restaurant_id", profile.restaurantId(), RESTAURANT_ID);
    found.length("/name", profile.name(), 1, 120);
    String zone = profile.zone().getId();
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      found.add("/timezone", zone, "an IANA zone such as Europe/Rome");
    }
    found.length("/cuisine", profile.cuisine(), 0, 60);
    found.length("/address", profile.address(), 0, 200);
    found.length("/phone", profile.phone(), 0, 40);
    coordinates(profile.latitude(), profile.longitude(), found);
    return found.list();
  }

  private static void coordinates(
      @Nullable Double latitude, @Nullable Double longitude, Findings found) {
    found.degrees("/latitude", latitude, 90);
    found.degrees("/longitude", longitude, 180);
    if (latitude == null && longitude != null) {
      found.add("/latitude", "nothing", "a value, since longitude has one");
    }
    if (longitude == null && latitude != null) {
      found.add("/longitude", "nothing", "a value, since latitude has one");
    }
  }

  public static List<Fault> faults(FloorPlan plan) {
    Findings found = new Findings();
    Set<String> areaIds = new HashSet<>();
    found.count("/areas", plan.areas().size(), 1, MAX_AREAS);
    for (int i = 0; i < plan.areas().size(); i++) {
      Area area = plan.areas().get(i);
      String at = "/areas/" + i;
      found.matches(at + "/area_id", area.id(), ID);
      found.unique(at + "/area_id", area.id(), areaIds);
      found.length(at + "/name", area.name(), 1, 80);
    }
    Set<String> labels = new HashSet<>();
    found.count("/tables", plan.tables().size(), 1, MAX_TABLES);
    for (int i = 0; i < plan.tables().size(); i++) {
      table("/tables/" + i, plan.tables().get(i), areaIds, labels, found);
    }
    return found.list();
  }

  private static void table(
      String at, Table table, Set<String> areaIds, Set<String> labels, Findings found) {
    found.matches(at + "/label", table.label(), LABEL);
    found.unique(at + "/label", table.label(), labels);
    if (!areaIds.contains(table.areaId())) {
      found.add(at + "/area_id", Findings.quoted(table.areaId()), "the id of one of the areas");
    }
    if (found.range(at + "/max_party", table.maxParty(), 1, 100)) {
      found.range(at + "/min_party", table.minParty(), 1, table.maxParty());
    }
    found.range(at + "/priority", table.priority(), 0, 999);
  }

  public static List<Fault> faults(Policies policies) {
    Findings found = new Findings();
    found.range("/min_notice_minutes", policies.minNoticeMinutes(), 0, 43_200);
    found.range("/horizon_days", policies.horizonDays(), 1, 730);
    if (found.range("/max_party", policies.maxParty(), 1, 100)) {
      found.range("/min_party", policies.minParty(), 1, policies.maxParty());
    }
    found.range("/hold_ttl_seconds", policies.holdTtlSeconds(), 10, 3_600);
    found.range("/cancellation_cutoff_minutes", policies.cancellationCutoffMinutes(), 0, 43_200);
    return found.list();
  }

  public static List<Fault> faults(Schedule schedule) {
    Findings found = new Findings();
    ScheduleRules.check(schedule, found);
    return found.list();
  }

  /** Faults as they are found; each says what came and what was expected. */
  static final class Findings {
    private final List<Fault> faults = new ArrayList<>();

    List<Fault> list() {
      return List.copyOf(faults);
    }

    void add(String pointer, Object came, String expected) {
      String member = pointer.substring(pointer.lastIndexOf('/') + 1);
      faults.add(new Fault(pointer, "%s: %s (expected: %s)".formatted(member, came, expected)));
    }

    /** Whether the value is in its range. */
    boolean range(String pointer, int value, int min, int max) {
      if (value >= min && value <= max) {
        return true;
      }
      add(pointer, value, min + ".." + max);
      return false;
    }

    void count(String pointer, int count, int min, int max) {
      if (count < min || count > max) {
        add(pointer, count + " entries", min + ".." + max);
      }
    }

    void multipleOfFive(String pointer, int value) {
      if (value % 5 != 0) {
        add(pointer, value, "a multiple of 5");
      }
    }

    void matches(String pointer, String value, Pattern pattern) {
      if (!pattern.matcher(value).matches()) {
        add(pointer, quoted(value), pattern.pattern());
      }
    }

    void length(String pointer, @Nullable String value, int min, int max) {
      if (value == null) {
        return;
      }
      int characters = value.codePointCount(0, value.length());
      if (characters < min || characters > max) {
        add(pointer, characters + " characters", min + ".." + max);
      } else if (min > 0 && value.isBlank()) {
        add(pointer, quoted(value), "something to read");
      }
    }

    void degrees(String pointer, @Nullable Double value, int limit) {
      // Written so that NaN is a fault too.
      if (value != null && !(value >= -limit && value <= limit)) {
        add(pointer, value, -limit + ".." + limit);
      }
    }

    void unique(String pointer, String value, Set<String> seen) {
      if (!seen.add(value)) {
        add(pointer, quoted(value), "a value of its own");
      }
    }

    /** Long values are cut: a fault is an answer's line, not an echo. */
    static String quoted(String value) {
      return value.length() <= 80 ? '"' + value + '"' : '"' + value.substring(0, 77) + "…\"";
    }
  }
}
