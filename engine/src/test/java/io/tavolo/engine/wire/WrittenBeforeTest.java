package io.tavolo.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.wire.WrittenBefore.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The version before, whose nodes run beside those of this one during an upgrade. */
class WrittenBeforeTest {
  private static final List<Class<?>> IN_TWO_PARTS =
      List.of(
          Command.Create.class,
          Command.OfReservation.class,
          Event.OfReservation.class,
          Reply.Refused.class,
          Reply.Unavailable.class);

  /** The asking node's own word: the version before would not read it. */
  private static final Reply.Reason NEVER_SENT = Reply.Reason.UNREACHABLE;

  @Test
  void shouldReadWhatTheVersionBeforeWroteAndWriteItAsThatVersionReadsIt() throws Exception {
    for (Line line : WrittenBefore.read()) {
      Object value = decode(line);
      assertThat(WrittenBefore.kind(value)).isEqualTo(line.kind());
      assertThat(WrittenBefore.text(value)).as(line.kind()).isEqualTo(line.text());
      assertThat(encode(line, value)).as(line.kind()).isEqualTo(line.bytes());
    }
  }

  @Test
  void shouldHaveALineForEveryKind() throws Exception {
    List<String> kinds = new ArrayList<>(List.of("Restaurant", "ReadDay"));
    for (Class<?> family : List.of(Command.class, Reply.class, Event.class)) {
      leaves(family)
          .filter(type -> !IN_TWO_PARTS.contains(type))
          .forEach(type -> kinds.add(type.getSimpleName()));
    }
    Stream.of(Event.Kind.values()).forEach(kind -> kinds.add("OfReservation-" + kind));
    Stream.of(Refusal.values()).forEach(refusal -> kinds.add("Refused-" + refusal));
    Stream.of(Reply.Reason.values())
        .filter(reason -> reason != NEVER_SENT)
        .forEach(reason -> kinds.add("Unavailable-" + reason));
    assertThat(WrittenBefore.read().stream().map(Line::kind))
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  private static Stream<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses()).flatMap(WrittenBeforeTest::leaves)
        : Stream.of(family);
  }

  private static boolean isCommand(Line line) {
    return line.kind().equals("ReadDay") || line.text().startsWith("Submit[");
  }

  private static boolean isEvent(Line line) {
    return line.kind().startsWith("OfReservation") || line.kind().endsWith("Changed");
  }

  private static Object decode(Line line) {
    if (isCommand(line)) {
      return RequestCodec.decode(line.bytes()).request();
    }
    if (line.kind().equals("Restaurant")) {
      return EventCodec.decodeDefinition(line.bytes());
    }
    return isEvent(line) ? EventCodec.decode(line.bytes()) : ReplyCodec.decode(line.bytes());
  }

  private static byte[] encode(Line line, Object value) {
    int format = line.format();
    if (value instanceof Request request) {
      long remainingMs = RequestCodec.decode(line.bytes()).remainingMs();
      return RequestCodec.encode(request, remainingMs, format);
    }
    if (value instanceof Restaurant restaurant) {
      return EventCodec.encodeDefinition(restaurant, format);
    }
    return value instanceof Event event
        ? EventCodec.encode(event, format)
        : ReplyCodec.encode((Reply) value, format);
  }
}
