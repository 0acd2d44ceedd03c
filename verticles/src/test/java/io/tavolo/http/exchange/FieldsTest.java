package io.tavolo.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.engine.lane.TraceContext;
import io.tavolo.http.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  @Test
  void shouldReadListsOfEntityTags() {
    EntityTags tags = EntityTags.of("If-Match", List.of("\"1\" , W/\"2\"", "\"a,b\""));

    assertThat(tags).isNotNull();
    assertThat(tags.matchesStrongly("\"1\"")).isTrue();
    assertThat(tags.matchesStrongly("\"2\"")).isFalse();
    assertThat(tags.matchesWeakly("\"2\"")).isTrue();
    assertThat(tags.matchesStrongly("\"a,b\"")).isTrue();
    assertThat(tags.any()).isFalse();
  }

  @Test
  void shouldMatchAnythingWithAStar() {
    EntityTags tags = EntityTags.of("If-Match", List.of(" * "));

    assertThat(tags).isNotNull();
    assertThat(tags.matchesStrongly("\"7\"")).isTrue();
    assertThat(EntityTags.of("If-Match", List.of())).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "\"1", "1\"", "w/\"1\"", "\"1\" \"2\"", "*, \"1\"", "W/", ","})
  void shouldRefuseWhatIsNoListOfEntityTags(String field) {
    assertThatThrownBy(() -> EntityTags.of("If-Match", List.of(field)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void shouldJoinTheCallersTrace() {
    TraceContext joined = Traceparent.read(PARENT, () -> 7);
    assertThat(joined.traceId()).isEqualTo(TRACE);
    assertThat(joined.traceparent()).isEqualTo("00-" + TRACE + "-0000000000000007-01");
    assertThat(Traceparent.read("01" + PARENT.substring(2) + "-more", () -> 7)).isEqualTo(joined);
  }

  @Test
  void shouldPassOnOnlyTheFlagsThatItKnows() {
    assertThat(Traceparent.read("00-" + TRACE + "-00f067aa0ba902b7-ff", () -> 8).traceparent())
        .isEqualTo("00-" + TRACE + "-0000000000000009-03");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
      })
  void shouldBeginATraceWhenTheCallersIsInvalid(String traceparent) {
    assertThat(Traceparent.read(traceparent, () -> 7).traceparent())
        .isEqualTo("00-00000000000000070000000000000007-0000000000000007-02");
  }
}
