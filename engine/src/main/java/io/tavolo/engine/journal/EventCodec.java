package io.tavolo.engine.journal;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.DefinitionForm;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.form.ReservationForm;
import io.tavolo.engine.form.ScheduleForm;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Schedule;
import java.util.List;

/**
 * Events and definitions as bytes: the payload of a journal row and the stored definition of a
 * restaurant.
 *
 * <p>The first octet is the version, the second the type; then the members in order, without names.
 * Small numbers are variable-length, random ids 8 octets, text UTF-8 with its length before it. A
 * reservation's event takes about 70 octets. Stored rows outlive every version of the software: a
 * change of form gets a new version, and the old one stays readable.
 *
 * <p>Free of state: any thread.
 */
public final class EventCodec {
  /** Types below this are {@link Event.Kind} codes. */
  private static final int KINDS_END = 64;

  private static final int KINDS = Event.Kind.values().length;
  private static final int PROFILE_CHANGED = 64;
  private static final int FLOOR_PLAN_CHANGED = 65;
  private static final int SCHEDULE_CHANGED = 66;
  private static final int POLICIES_CHANGED = 67;
  private static final int DEFINITION = 128;

  private EventCodec() {}

  /** The event in the newest form; otherwise as {@link #encode(Event, int)}. */
  public static byte[] encode(Event event) {
    return encode(event, Formats.HERE.newest());
  }

  /**
   * The event in a format.
   *
   * @param format of {@link Formats#HERE}
   * @throws IllegalArgumentException when a text in it has a lone surrogate
   */
  public static byte[] encode(Event event, int format) {
    if (event instanceof Event.OfReservation changed) {
      ByteWriter out = begin(format, changed.kind().code());
      ReservationForm.write(out, changed.after());
      return out.toArray();
    }
    if (event instanceof Event.ProfileChanged changed) {
      ByteWriter out = begin(format, PROFILE_CHANGED);
      DefinitionForm.write(out, changed.profile());
      return out.toArray();
    }
    if (event instanceof Event.FloorPlanChanged changed) {
      ByteWriter out = begin(format, FLOOR_PLAN_CHANGED);
      DefinitionForm.write(out, changed.floorPlan());
      out.list(changed.moved(), moved -> ReservationForm.write(out, moved));
      return out.toArray();
    }
    if (event instanceof Event.ScheduleChanged changed) {
      ByteWriter out = begin(format, SCHEDULE_CHANGED);
      ScheduleForm.write(out, changed.schedule());
      return out.toArray();
    }
    if (event instanceof Event.PoliciesChanged changed) {
      ByteWriter out = begin(format, POLICIES_CHANGED);
      DefinitionForm.write(out, changed.policies());
      return out.toArray();
    }
    throw new IllegalArgumentException("event: %s (expected: a known type)".formatted(event));
  }

  /**
   * The event that was encoded, by this version of the software or an older one.
   *
   * @throws IllegalArgumentException when the version or type is unknown (written by newer
   *     software), or the bytes are not whole
   */
  public static Event decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = Formats.readStored(in);
    int type = in.octet("type");
    Event event =
        type < KINDS_END
            ? new Event.OfReservation(kind(in, type), ReservationForm.read(in, version))
            : definitionEvent(in, type, version);
    in.end();
    return event;
  }

  /** The definition in the newest form; otherwise as {@link #encodeDefinition(Restaurant, int)}. */
  public static byte[] encodeDefinition(Restaurant restaurant) {
    return encodeDefinition(restaurant, Formats.HERE.newest());
  }

  /**
   * The whole definition in a format.
   *
   * @param format of {@link Formats#HERE}
   * @throws IllegalArgumentException when a text in it has a lone surrogate
   */
  public static byte[] encodeDefinition(Restaurant restaurant, int format) {
    ByteWriter out = begin(format, DEFINITION);
    DefinitionForm.write(out, restaurant.profile());
    DefinitionForm.write(out, restaurant.floorPlan());
    ScheduleForm.write(out, restaurant.schedule());
    DefinitionForm.write(out, restaurant.policies());
    return out.toArray();
  }

  /**
   * The definition that was encoded.
   *
   * @throws IllegalArgumentException as {@link #decode}
   */
  public static Restaurant decodeDefinition(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = beginDefinition(in);
    Profile profile = DefinitionForm.readProfile(in);
    FloorPlan floorPlan = DefinitionForm.readFloorPlan(in, version);
    Schedule schedule = ScheduleForm.read(in, version);
    Policies policies = DefinitionForm.readPolicies(in, version);
    in.end();
    return new Restaurant(profile, floorPlan, schedule, policies);
  }

  /**
   * Only the profile of an encoded definition, for long lists; the rest is not looked at.
   *
   * @throws IllegalArgumentException as {@link #decode}
   */
  public static Profile decodeProfile(byte[] definition) {
    ByteReader in = new ByteReader(definition);
    beginDefinition(in);
    return DefinitionForm.readProfile(in);
  }

  /** The version it is written in. */
  private static int beginDefinition(ByteReader in) {
    int version = Formats.readStored(in);
    int type = in.octet("type");
    if (type != DEFINITION) {
      throw in.fault("type", type, "%d, a definition".formatted(DEFINITION));
    }
    return version;
  }

  private static ByteWriter begin(int format, int type) {
    ByteWriter out = Formats.begin(format);
    out.octet(type);
    return out;
  }

  private static Event.Kind kind(ByteReader in, int type) {
    if (type >= KINDS) {
      throw in.fault("type", type, "0..%d, or an event of a definition".formatted(KINDS - 1));
    }
    return Event.Kind.of(type);
  }

  private static Event definitionEvent(ByteReader in, int type, int version) {
    return switch (type) {
      case PROFILE_CHANGED -> new Event.ProfileChanged(DefinitionForm.readProfile(in));
      case FLOOR_PLAN_CHANGED ->
          new Event.FloorPlanChanged(
              DefinitionForm.readFloorPlan(in, version),
              version == 1 ? List.of() : in.list("moved", () -> ReservationForm.read(in, version)));
      case SCHEDULE_CHANGED -> new Event.ScheduleChanged(ScheduleForm.read(in, version));
      case POLICIES_CHANGED -> new Event.PoliciesChanged(DefinitionForm.readPolicies(in, version));
      default ->
          throw in.fault(
              "type", type, "%d..%d, or an event's kind".formatted(KINDS_END, POLICIES_CHANGED));
    };
  }
}
