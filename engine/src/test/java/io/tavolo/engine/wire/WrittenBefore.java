package io.tavolo.engine.wire;

import io.tavolo.engine.availability.DaySnapshot;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.journal.RandomValues;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Floor;
import io.tavolo.engine.reservation.House;
import io.tavolo.engine.restaurant.Restaurant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the version before wrote, a line for each kind of message and payload: its kind, its bytes,
 * and the value as text. {@link #main} prints the lines that the software writes beside which it
 * runs: let the version before print them into {@code written-before.txt}, by its sources of main
 * and test with this class added.
 */
final class WrittenBefore {
  private static final HexFormat HEX = HexFormat.of();
  private static final int SEEDS = 2_000;

  /** The longest says the most, up to here. */
  private static final int MOST_BYTES = 250;

  /** As it is written, and the value in it as text. */
  record Line(String kind, String hex, String text) {
    byte[] bytes() {
      return HEX.parseHex(hex);
    }

    int format() {
      return bytes()[0];
    }
  }

  private WrittenBefore() {}

  static List<Line> read() throws IOException {
    try (InputStream in = WrittenBefore.class.getResourceAsStream("written-before.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 3))
          .map(parts -> new Line(parts[0], parts[1], parts[2]))
          .toList();
    }
  }

  /** Prints the lines. */
  public static void main(String[] args) {
    Map<String, Line> lines = new LinkedHashMap<>();
    for (int n = 0; n < SEEDS; n++) {
      // Seeds that lie close begin alike.
      long seed = n * 0x9e3779b97f4a7c15L;
      RandomMessages messages = new RandomMessages(seed);
      Request request = messages.request();
      add(lines, kind(request), RequestCodec.encode(request, n), text(request));
      Reply reply = messages.reply();
      add(lines, kind(reply), ReplyCodec.encode(reply), text(reply));
      Event event = new RandomValues(seed).event();
      add(lines, kind(event), EventCodec.encode(event), text(event));
    }
    Floor floor = Objects.requireNonNull(House.state().floor());
    DaySnapshot day = DaySnapshot.of(floor, House.NOW_DAY, 3, 99);
    add(lines, "Day", ReplyCodec.encode(new Reply.Day(day)), text(new Reply.Day(day)));
    Restaurant restaurant = new RandomValues(1).restaurant();
    add(lines, "Restaurant", EventCodec.encodeDefinition(restaurant), text(restaurant));
    lines.values().forEach(l -> System.out.println(line(l)));
  }

  private static void add(Map<String, Line> lines, String kind, byte[] bytes, String text) {
    lines.merge(
        kind,
        new Line(kind, HEX.formatHex(bytes), text),
        (known, found) -> saysMore(found.bytes().length, known.bytes().length) ? found : known);
  }

  private static boolean saysMore(int bytes, int thanBytes) {
    return thanBytes > MOST_BYTES ? bytes < thanBytes : bytes > thanBytes && bytes <= MOST_BYTES;
  }

  private static String line(Line line) {
    return line.kind() + ' ' + line.hex() + ' ' + line.text();
  }

  /** The type of a message, and of what is in it by code. */
  static String kind(Object value) {
    String name = value.getClass().getSimpleName();
    if (value instanceof Request.Submit submit) {
      return submit.command().getClass().getSimpleName();
    }
    if (value instanceof Reply.Refused refused) {
      return name + '-' + refused.refusal();
    }
    if (value instanceof Reply.Unavailable unavailable) {
      return name + '-' + unavailable.reason();
    }
    if (value instanceof Event.OfReservation changed) {
      return name + '-' + changed.kind();
    }
    return name;
  }

  /** All that is in it, whatever its characters. */
  static String text(Object value) {
    String text =
        value instanceof Reply.Day reply
            ? reply.day().restaurantId()
                + ' '
                + reply.day().zoneId()
                + ' '
                + reply.day().slots(2, 0)
                + ' '
                + reply.day().slots(6, 0)
            : value.toString();
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> plain.append(c >= ' ' && c < 0x7f ? Character.toString(c) : "<%x>".formatted(c)));
    return plain.toString();
  }
}
