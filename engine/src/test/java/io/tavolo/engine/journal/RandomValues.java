package io.tavolo.engine.journal;

import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Closure;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.DateException;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Limits;
import io.tavolo.engine.restaurant.Pacing;
import io.tavolo.engine.restaurant.PacingOverride;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import io.tavolo.engine.restaurant.Shift;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.TurnTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values from the whole range of their types, not only what the rules allow. */
public final class RandomValues {
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "UTC", "Pacific/Chatham", "America/St_Johns", "+02:00");
  private static final int[] CODE_POINTS = {'a', 'Z', '7', '-', 0xe9, 0x2603, 0x1f35d, 0x7f, 0x1f};

  private final Random random;

  public RandomValues(long seed) {
    random = new Random(seed);
  }

  public Event event() {
    return switch (random.nextInt(6)) {
      case 0 -> new Event.ProfileChanged(profile());
      case 1 -> new Event.FloorPlanChanged(floorPlan(), some(this::reservation));
      case 2 -> new Event.ScheduleChanged(schedule());
      case 3 -> new Event.PoliciesChanged(policies());
      default ->
          new Event.OfReservation(
              Event.Kind.of(random.nextInt(Event.Kind.values().length)), reservation());
    };
  }

  public Restaurant restaurant() {
    return new Restaurant(profile(), floorPlan(), schedule(), policies());
  }

  public Reservation reservation() {
    return new Reservation(
        random.nextLong(),
        Status.of(random.nextInt(Status.values().length)),
        number(),
        number(),
        number(),
        number(),
        number(),
        some(this::text),
        text(),
        random.nextBoolean(),
        random.nextLong(),
        random.nextLong(),
        maybe(this::external),
        number(),
        random.nextLong() >> random.nextInt(64),
        random.nextLong() >> random.nextInt(64),
        number(),
        random.nextBoolean());
  }

  public ExternalId external() {
    return new ExternalId(random.nextLong(), random.nextLong());
  }

  public long bits() {
    return random.nextLong();
  }

  public boolean flag() {
    return random.nextBoolean();
  }

  /** 0..bound-1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private Profile profile() {
    return new Profile(
        text(),
        text(),
        ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(() -> random.nextDouble() * 180 - 90),
        maybe(() -> random.nextDouble() * 360 - 180));
  }

  public FloorPlan floorPlan() {
    return new FloorPlan(
        some(() -> new Area(text(), text())),
        some(() -> new Table(text(), text(), number(), number(), number(), channel())),
        some(() -> new Join(text(), text())),
        some(() -> new Combination(text(), some(this::text), number(), number(), number())),
        random.nextBoolean());
  }

  public Channel channel() {
    return Channel.of(random.nextInt(Channel.values().length));
  }

  public Schedule schedule() {
    return new Schedule(
        number(),
        number(),
        some(this::shift),
        some(() -> new DateException(date(), some(this::shift))),
        some(() -> new Closure(date(), date())),
        some(
            () ->
                new TurnTime(
                    number(),
                    number(),
                    maybe(this::text),
                    weekdays(),
                    maybe(this::date),
                    maybe(this::date))),
        some(() -> new Pacing(maybe(this::text), maybe(this::text), limits())),
        some(() -> new PacingOverride(date(), number(), number(), maybe(this::text), limits())));
  }

  private Limits limits() {
    return new Limits(maybe(this::number), maybe(this::number), maybe(this::number));
  }

  private LocalDate date() {
    return LocalDate.ofEpochDay(random.nextInt(80_000) - 20_000);
  }

  private List<DayOfWeek> weekdays() {
    return some(() -> DayOfWeek.of(1 + random.nextInt(7)));
  }

  private Shift shift() {
    return new Shift(text(), text(), weekdays(), number(), number(), number());
  }

  public Policies policies() {
    return new Policies(
        number(),
        number(),
        number(),
        number(),
        number(),
        number(),
        random.nextBoolean(),
        number(),
        random.nextBoolean(),
        maybe(() -> new Deposit(number(), number(), text())));
  }

  public int number() {
    return random.nextInt() >> random.nextInt(32);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
    }
    return text.toString();
  }

  public <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  public <T> List<T> some(Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(5)).toList();
  }
}
