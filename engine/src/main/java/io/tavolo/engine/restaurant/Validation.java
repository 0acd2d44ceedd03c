package io.tavolo.engine.restaurant;

import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a definition: every fault, in the order of the document, none meaning that the
 * engine can rely on it. The only gate; nothing behind it checks again.
 */
public final class Validation {
  static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,32}");
  private static final Pattern RESTAURANT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

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
    new FloorPlanRules(plan, found).check();
    return found.list();
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
    found.range("/holds_per_diner", policies.holdsPerDiner(), 0, 100);
    Deposit deposit = policies.deposit();
    if (deposit != null) {
      found.range("/deposit/min_party", deposit.minParty(), 1, 100);
      found.range("/deposit/minor_per_cover", deposit.minorPerCover(), 1, 1_000_000);
      found.matches("/deposit/currency", deposit.currency(), CURRENCY);
    }
    return found.list();
  }

  public static List<Fault> faults(Schedule schedule) {
    Findings found = new Findings();
    ScheduleRules.check(schedule, found);
    return found.list();
  }
}
