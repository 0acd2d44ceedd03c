package io.tavolo.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A request's trace: on its command, in its answer, in the log. */
class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger access = logs.getLogger("access");
  private final Level level = access.getLevel();
  private final Kept kept = new Kept();
  private final Api api = Api.start();

  private static final class Kept extends AppenderBase<ILoggingEvent> {
    final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      events.add(event);
    }
  }

  @BeforeEach
  void keepTheAccessLog() {
    access.setLevel(Level.INFO);
    access.setAdditive(false);
    kept.start();
    access.addAppender(kept);
  }

  @AfterEach
  void close() {
    access.detachAppender(kept);
    access.setAdditive(true);
    access.setLevel(level);
    api.close();
  }

  @Test
  void shouldGiveEveryCommandTheCallersTraceAndASpanOfItsOwn() {
    api.engine.script =
        request ->
            Fixtures.done(Event.Kind.BOOKED, Fixtures.reservation(1, Status.CONFIRMED, 1, 0));
    for (int i = 0; i < 2; i++) {
      assertThat(
              api.post("/v1/restaurants/da-mario/reservations", Fixtures.BOOKING)
                  .header("Idempotency-Key", '"' + Fixtures.KEY + '"')
                  .header("traceparent", PARENT)
                  .send()
                  .status())
          .isEqualTo(201);
    }
    assertThat(api.engine.asked)
        .extracting(command -> command.trace().traceparent())
        .allMatch(sent -> sent.startsWith("00-" + TRACE + '-') && sent.endsWith("-01"))
        .doesNotContain(PARENT)
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldNameTheTraceInAProblem() {
    assertThat(
            api.get("/nowhere")
                .header("traceparent", PARENT)
                .send()
                .json()
                .get("instance")
                .asText())
        .isEqualTo("urn:trace:" + TRACE);
  }

  @Test
  void shouldWriteAnAccessLineForMachinesAndForPeople() throws Exception {
    api.get("/nowhere?secret=1").header("traceparent", PARENT).send();
    assertThat(kept.events).hasSize(1);
    ILoggingEvent event = kept.events.get(0);

    LogstashEncoder machines = new LogstashEncoder();
    machines.setContext(logs);
    machines.addIncludeMdcKeyName("trace_id");
    machines.start();
    JsonNode line = new ObjectMapper().readTree(machines.encode(event));
    assertThat(line.get("trace_id").asText()).isEqualTo(TRACE);
    assertThat(line.get("method").asText()).isEqualTo("GET");
    assertThat(line.get("path").asText()).isEqualTo("/nowhere");
    assertThat(line.get("status").asInt()).isEqualTo(404);
    assertThat(line.get("ms").isNumber()).isTrue();
    assertThat(line.toString()).doesNotContain("secret");

    PatternLayoutEncoder people = new PatternLayoutEncoder();
    people.setContext(logs);
    people.setPattern("%msg trace=%X{trace_id}");
    people.start();
    assertThat(new String(people.encode(event), StandardCharsets.UTF_8))
        .matches("GET /nowhere 404 \\d+ ms trace=" + TRACE);
  }
}
