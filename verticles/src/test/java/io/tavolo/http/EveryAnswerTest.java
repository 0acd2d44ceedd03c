package io.tavolo.http;

import static io.tavolo.http.Fixtures.HOUSE;
import static io.tavolo.http.Fixtures.ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.http.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer that the document declares is one that the server gives. */
class EveryAnswerTest {
  /** What is new in each answer, and so differs from the document's example. */
  private static final List<String> OWN =
      List.of("reservation_id", "hold_id", "confirmation_code", "manage_token", "hold_token");

  /** Their examples show a part of the truth. */
  private static final Set<String> LONG =
      Set.of("readAvailability", "watchAvailability", "readContract", "batch", "readBatch");

  @SuppressWarnings("NullAway.Init")
  private static Provocations provocations;

  @BeforeAll
  static void start() {
    provocations = new Provocations();
  }

  @AfterAll
  static void stop() {
    provocations.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldGiveEveryProblemThatIsDeclared() {
    return Contract.operations().stream()
        .flatMap(
            operation ->
                operation.problems().stream()
                    .map(
                        slug ->
                            DynamicTest.dynamicTest(
                                operation.id() + " " + slug, () -> provoke(operation, slug))));
  }

  private static void provoke(Contract.Operation operation, String slug) throws Exception {
    Contract.Answered answer = provocations.problem(operation, slug);

    assertThat(answer.type()).isEqualTo(Contract.PROBLEM);
    assertThat(Contract.slug(answer.body())).isEqualTo(slug);
  }

  @TestFactory
  Stream<DynamicTest> shouldGiveEveryReasonThatIsDeclared() {
    return Contract.operations().stream()
        .flatMap(
            operation ->
                operation.reasons().stream()
                    .map(
                        reason ->
                            DynamicTest.dynamicTest(
                                operation.id() + " " + reason, () -> refuse(operation, reason))));
  }

  /** It is told as the document's example for the reason tells it. */
  private static void refuse(Contract.Operation operation, String reason) {
    Api.Answer answer = provocations.refused(operation, Provocations.refusal(reason));

    JsonNode example =
        operation
            .response(answer.status())
            .required("content")
            .required(Contract.PROBLEM)
            .required("examples")
            .required(reason)
            .required("value");
    assertThat(answer.json().required("reason").asText()).isEqualTo(reason);
    for (String member : List.of("type", "title", "status", "detail", "reason")) {
      assertThat(answer.json().required(member)).isEqualTo(example.required(member));
    }
  }

  @Test
  void shouldDeclareEveryReasonThatTheEngineHas() {
    Set<String> declared = new TreeSet<>();
    Contract.operations().forEach(operation -> declared.addAll(operation.reasons()));
    List<String> had =
        Arrays.stream(Refusal.values())
            .filter(Refusal::isSlotUnavailable)
            .map(refusal -> refusal.name().toLowerCase(Locale.ROOT))
            .toList();
    JsonNode listed =
        Contract.DOCUMENT.at("/components/schemas/slot-unavailable/properties/reason/enum");

    assertThat(declared).containsExactlyInAnyOrderElementsOf(had);
    assertThat(Contract.strings(listed)).containsExactlyInAnyOrderElementsOf(had);
    assertThat(had)
        .allSatisfy(
            reason ->
                assertThat(ProblemType.SLOT_UNAVAILABLE.explanation()).contains("`" + reason));
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void shouldTellEveryRefusalOfTheEngineAsADeclaredProblem(Refusal refusal) {
    String id =
        switch (refusal) {
          case NO_TABLE,
              CLOSED,
              NOT_A_SLOT,
              TOO_SOON,
              TOO_FAR_AHEAD,
              PARTY_SIZE,
              PACING,
              DINER_OVERLAP,
              UNKNOWN_RESTAURANT,
              UNKNOWN_AREA,
              NONEXISTENT_TIME,
              KEY_REUSED,
              UNSTORABLE ->
              "book";
          case CANCELLATION_CUTOFF, NOT_CHANGEABLE, UNKNOWN_RESERVATION, VERSION_MISMATCH ->
              "changeReservation";
          case HOLD_EXPIRED, DINER_REQUIRED -> "confirmHold";
          case HOLD_LIMIT -> "hold";
          case DEPOSIT_REQUIRED -> "confirmHold";
          case ORPHANS -> "putFloorPlan";
          case RESTAURANT_ID_TAKEN -> "putProfile";
        };
    Contract.Operation operation =
        Contract.operations().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();

    // Whatever is answered is held against the operation's declaration.
    assertThat(provocations.refused(operation, refusal).status()).isBetween(400, 499);
  }

  @TestFactory
  Stream<DynamicTest> shouldGiveEverySuccessThatIsDeclaredToTheExamplesOfRequests() {
    return Contract.operations().stream()
        .flatMap(
            operation ->
                operation.node().required("responses").properties().stream()
                    .filter(response -> !response.getValue().path("content").has(Contract.PROBLEM))
                    .flatMap(response -> successes(operation, response)));
  }

  private static Stream<DynamicTest> successes(
      Contract.Operation operation, Map.Entry<String, JsonNode> response) {
    int status = Integer.parseInt(response.getKey());
    List<String> types =
        response.getValue().path("content").propertyStream().map(Map.Entry::getKey).toList();
    return (types.isEmpty() ? List.of("") : types)
        .stream()
            .flatMap(
                type ->
                    Sample.mediaTypes(operation).stream()
                        .map(
                            sent ->
                                DynamicTest.dynamicTest(
                                    "%s %d %s".formatted(operation.id(), status, type),
                                    () -> succeed(operation, status, type, sent))));
  }

  private static void succeed(Contract.Operation operation, int status, String type, String sent) {
    Api.Answer answer = provocations.success(operation, status, type, sent);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(type)
        .isEqualTo(answer.header("Content-Type") == null ? "" : answer.header("Content-Type"));
    JsonNode example = Sample.example(operation.response(status).path("content").path(type));
    if (!example.isMissingNode() && !LONG.contains(operation.id())) {
      assertThat(stripped(answer.json())).isEqualTo(stripped(example));
    }
  }

  private static JsonNode stripped(JsonNode json) {
    ObjectNode copy = json.deepCopy();
    copy.remove(OWN);
    return copy;
  }

  @Test
  void shouldExplainAndDeclareEveryTypeOfProblem() {
    Set<String> declared =
        new TreeSet<>(Contract.strings(Contract.DOCUMENT.required("x-anywhere")));
    Contract.operations().forEach(operation -> declared.addAll(operation.problems()));
    for (ProblemType type : ProblemType.values()) {
      assertThat(declared).contains(type.slug());
      assertThat(Contract.DOCUMENT.required("tags").toString())
          .contains("[%s](%s)".formatted(type.slug(), type.uri()));
    }
  }

  @Test
  void shouldShowEventsAsTheyAreSent() {
    Contract.operations().stream()
        .map(operation -> operation.response(200).path("content").path(Contract.EVENTS))
        .filter(content -> !content.isMissingNode())
        .forEach(
            content -> {
              String example = Sample.example(content).asText();
              assertThat(example).endsWith("\n\n");
              Contract.checkEvents("the example", example);
            });
  }

  @Test
  void shouldShowRealIds() {
    for (Contract.Operation operation : Contract.operations()) {
      for (JsonNode parameter : operation.parameters("path")) {
        String example = parameter.required("example").asText();
        switch (parameter.required("name").asText()) {
          case "restaurant_id" -> assertThat(example).isEqualTo(HOUSE);
          case "reservation_id", "hold_id" -> assertThat(example).isEqualTo(ID.toString());
          default -> assertThat(example).isNotBlank();
        }
      }
    }
  }
}
