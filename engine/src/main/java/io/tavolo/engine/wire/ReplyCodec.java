package io.tavolo.engine.wire;

import io.tavolo.engine.availability.Alternative;
import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.form.ReservationForm;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;

/**
 * Replies as bytes: the version, the type, then the members in order. Free of state: any thread.
 */
public final class ReplyCodec {
  private static final int DONE = 0;
  private static final int STORED = 1;
  private static final int REFUSED = 2;
  private static final int DAY = 3;
  private static final int NOT_OWNER = 4;
  private static final int UNAVAILABLE = 5;

  private static final int KINDS = Event.Kind.values().length;
  private static final int REFUSALS = Refusal.values().length;
  private static final int REASONS = Reply.Reason.values().length;

  private ReplyCodec() {}

  /** The reply in the newest form. */
  public static byte[] encode(Reply reply) {
    return encode(reply, Formats.HERE.newest());
  }

  /**
   * The reply in a format.
   *
   * @param format of {@link Formats#HERE}
   */
  public static byte[] encode(Reply reply, int format) {
    ByteWriter out = Formats.begin(format);
    if (reply instanceof Reply.Done done) {
      write(out, done);
    } else if (reply instanceof Reply.Stored stored) {
      out.octet(STORED);
      out.flag(stored.created());
    } else if (reply instanceof Reply.Refused refused) {
      write(out, refused);
    } else if (reply instanceof Reply.Day day) {
      out.octet(DAY);
      out.octets(day.day().encode(format));
    } else if (reply instanceof Reply.Unavailable unavailable) {
      out.octet(UNAVAILABLE);
      out.octet(unavailable.reason().code());
    } else if (reply instanceof Reply.NotOwner) {
      out.octet(NOT_OWNER);
    }
    return out.toArray();
  }

  private static void write(ByteWriter out, Reply.Done done) {
    out.octet(DONE);
    out.octet(done.kind().code());
    out.flag(done.reservation() != null);
    if (done.reservation() != null) {
      ReservationForm.write(out, done.reservation());
    }
    out.bits(done.reservationId());
    out.text(done.restaurantId());
    out.text(done.zoneId());
    out.flag(done.tablesShown());
    out.flag(done.repeated());
    out.flag(done.onePerDiner());
  }

  private static void write(ByteWriter out, Reply.Refused refused) {
    out.octet(REFUSED);
    out.octet(refused.refusal().code());
    out.text(refused.zoneId());
    out.list(
        refused.alternatives(),
        alternative -> {
          out.number(alternative.startTick());
          out.text(alternative.areaId());
        });
    out.list(refused.reservations(), out::bits);
  }

  /**
   * The reply that was encoded.
   *
   * @throws IllegalArgumentException when the version, the type or a code is unknown, or the bytes
   *     are not whole; it says what came and what was expected
   */
  public static Reply decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int format = Formats.read(in);
    int type = in.code("type", UNAVAILABLE + 1);
    Reply reply =
        switch (type) {
          case DONE -> done(in, format);
          case STORED -> new Reply.Stored(in.flag("created"));
          case REFUSED -> refused(in);
          case DAY -> new Reply.Day(DaySnapshot.decode(in.octets("day")));
          case NOT_OWNER -> new Reply.NotOwner();
          default -> new Reply.Unavailable(Reply.Reason.of(in.code("reason", REASONS)));
        };
    in.end();
    return reply;
  }

  private static Reply done(ByteReader in, int format) {
    return new Reply.Done(
        Event.Kind.of(in.code("kind", KINDS)),
        in.flag("reservation") ? ReservationForm.read(in, format) : null,
        in.bits("reservationId"),
        in.text("restaurantId"),
        in.text("zoneId"),
        in.flag("tablesShown"),
        in.flag("repeated"),
        in.flag("onePerDiner"));
  }

  private static Reply refused(ByteReader in) {
    return new Reply.Refused(
        Refusal.of(in.code("refusal", REFUSALS)),
        in.text("zoneId"),
        in.list(
            "alternatives",
            () -> new Alternative(in.smallNumber("startTick"), in.text("alternative.areaId"))),
        in.list("reservations", () -> in.bits("reservation")));
  }
}
