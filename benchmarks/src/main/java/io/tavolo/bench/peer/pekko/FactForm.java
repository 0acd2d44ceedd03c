package io.tavolo.bench.peer.pekko;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Refusal;
import org.jspecify.annotations.Nullable;

/** Facts as bytes: the engine's own form of the event, and around it the key and the diner. */
final class FactForm {
  private static final int HAPPENED = 0;
  private static final int REFUSED = 1;
  private static final int TYPES = 2;
  private static final int REFUSALS = Refusal.values().length;

  private FactForm() {}

  static byte[] write(Fact fact) {
    ByteWriter out = new ByteWriter();
    if (fact instanceof Fact.Happened happened) {
      out.octet(HAPPENED);
      out.octets(EventCodec.encode(happened.event()));
      out.flag(happened.diner() != null);
      if (happened.diner() != null) {
        write(out, happened.diner());
      }
      write(out, happened.key());
      out.number(happened.atMs());
    } else if (fact instanceof Fact.Refused refused) {
      out.octet(REFUSED);
      out.octet(refused.refusal().code());
      write(out, refused.key());
      out.number(refused.atMs());
    }
    return out.toArray();
  }

  /** Throws an {@link IllegalArgumentException} when the bytes are no fact. */
  static Fact read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Fact fact = in.code("type", TYPES) == HAPPENED ? readHappened(in) : readRefused(in);
    in.end();
    return fact;
  }

  private static Fact readHappened(ByteReader in) {
    var event = EventCodec.decode(in.octets("event"));
    @Nullable Diner diner = in.flag("diner") ? readDiner(in) : null;
    return new Fact.Happened(event, diner, readKey(in), in.number("atMs"));
  }

  private static Fact readRefused(ByteReader in) {
    Refusal refusal = Refusal.of(in.code("refusal", REFUSALS));
    return new Fact.Refused(refusal, readKey(in), in.number("atMs"));
  }

  private static void write(ByteWriter out, CommandKey key) {
    out.bits(key.high());
    out.bits(key.low());
    out.bits(key.payloadHash());
    out.flag(key.byCaller());
  }

  private static CommandKey readKey(ByteReader in) {
    return new CommandKey(
        in.bits("key.high"), in.bits("key.low"), in.bits("payloadHash"), in.flag("byCaller"));
  }

  static void write(ByteWriter out, Diner diner) {
    out.bits(diner.ref());
    out.bits(diner.key());
    out.optionalText(diner.name());
    out.optionalText(diner.email());
    out.optionalText(diner.phone());
    out.optionalText(diner.notes());
    out.list(diner.tags(), out::text);
  }

  static Diner readDiner(ByteReader in) {
    return new Diner(
        in.bits("ref"),
        in.bits("key"),
        in.optionalText("name"),
        in.optionalText("email"),
        in.optionalText("phone"),
        in.optionalText("notes"),
        in.list("tags", () -> in.text("tag")));
  }
}
