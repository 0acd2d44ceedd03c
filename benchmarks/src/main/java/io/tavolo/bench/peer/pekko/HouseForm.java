package io.tavolo.bench.peer.pekko;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.Formats;
import io.tavolo.engine.form.ReservationForm;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Restaurant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Houses as bytes, for snapshots. Reservations that have ended are not in them. */
final class HouseForm {
  private HouseForm() {}

  static byte[] write(House house) {
    ByteWriter out = Formats.begin(Formats.HERE.newest());
    @Nullable Restaurant definition = house.definition();
    out.flag(definition != null);
    if (definition != null) {
      out.octets(EventCodec.encodeDefinition(definition));
    }
    out.list(List.copyOf(house.standing()), visit -> ReservationForm.write(out, visit));
    out.list(List.copyOf(house.diners()), diner -> FactForm.write(out, diner));
    out.number(house.answers().size());
    house
        .answers()
        .forEach(
            (name, given) -> {
              out.bits(name.high());
              out.bits(name.low());
              out.bits(given.payloadHash());
              out.number(given.outcome());
              out.bits(given.reservation());
            });
    return out.toArray();
  }

  /** Throws an {@link IllegalArgumentException} when the bytes are no house. */
  static House read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = Formats.readStored(in);
    @Nullable Restaurant definition =
        in.flag("definition") ? EventCodec.decodeDefinition(in.octets("definition")) : null;
    List<Reservation> standing = in.list("standing", () -> ReservationForm.read(in, version));
    List<Diner> diners = in.list("diners", () -> FactForm.readDiner(in));
    int size = in.smallNumber("answers");
    Map<House.Name, House.Given> answers = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      House.Name name = new House.Name(in.bits("key.high"), in.bits("key.low"));
      answers.put(
          name,
          new House.Given(
              in.bits("payloadHash"), (short) in.smallNumber("outcome"), in.bits("reservation")));
    }
    in.end();
    return House.of(definition, standing, diners, answers);
  }
}
