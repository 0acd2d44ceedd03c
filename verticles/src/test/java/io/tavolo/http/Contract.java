package io.tavolo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.tavolo.http.docs.ApiDocument;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The served document, held against what the server says. Every answer that a test gets passes
 * {@link #check}; {@link EveryAnswerTest} asks the other way round.
 */
final class Contract {
  static final ObjectNode DOCUMENT = ApiDocument.join();
  static final String PROBLEM = "application/problem+json";
  static final String EVENTS = "text/event-stream";
  private static final String NOT_DECLARED =
      " is not declared; io/tavolo/http/docs/openapi/*.yaml is the place";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonMetaSchema WITH_WORDS_FOR_PEOPLE =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new NonValidationKeyword("components"))
          .keyword(new NonValidationKeyword("externalDocs"))
          .keyword(new NonValidationKeyword("example"))
          .build();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(WITH_WORDS_FOR_PEOPLE));
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
  private static final Map<JsonNode, JsonSchema> COMPILED = new ConcurrentHashMap<>();
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");
  private static final List<Operation> OPERATIONS = declared();

  private Contract() {}

  /** A method at a path of the document. */
  record Operation(String method, String path, JsonNode node) {
    String id() {
      return node.required("operationId").asText();
    }

    List<String> problems() {
      return strings(node.path("x-problems"));
    }

    /** Whether the operators' port serves it. */
    boolean isOperators() {
      return DOCUMENT.required("paths").required(path).has("servers");
    }

    /** Of a problem that says why. */
    List<String> reasons() {
      return strings(node.path("x-reasons"));
    }

    JsonNode response(int status) {
      return node.path("responses").path(Integer.toString(status));
    }

    /** Its parameters in that place, those of its path among them. */
    List<JsonNode> parameters(String in) {
      List<JsonNode> all = new ArrayList<>();
      for (JsonNode of : List.of(DOCUMENT.path("paths").path(path), node)) {
        of.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
      }
      all.removeIf(parameter -> !parameter.required("in").asText().equals(in));
      return all;
    }

    private boolean matches(String[] segments) {
      String[] pattern = path.split("/", -1);
      boolean same = pattern.length == segments.length;
      for (int i = 0; same && i < pattern.length; i++) {
        same = isVariable(pattern[i]) ? !segments[i].isEmpty() : pattern[i].equals(segments[i]);
      }
      return same;
    }

    private static boolean isVariable(String segment) {
      return segment.startsWith("{");
    }
  }

  /** What was asked. */
  record Asked(String method, String address, @Nullable String type, @Nullable Buffer body) {
    String path() {
      return address.split("\\?", 2)[0];
    }

    String query() {
      return address.contains("?") ? address.split("\\?", 2)[1] : "";
    }
  }

  /** What came back; field names in lower case. */
  record Answered(int status, Map<String, String> fields, Buffer body) {
    @Nullable String type() {
      return fields.get("content-type");
    }
  }

  static List<Operation> operations() {
    return OPERATIONS;
  }

  private static List<Operation> declared() {
    List<Operation> all = new ArrayList<>();
    DOCUMENT
        .required("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                JsonNode node = path.getValue().get(method);
                if (node != null) {
                  all.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey(), node));
                }
              }
            });
    return all;
  }

  /** The operation that serves it, if there is one. */
  static @Nullable Operation operation(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    String[] segments = path.split("/", -1);
    return operations().stream()
        .filter(operation -> operation.method().equals(asked) && operation.matches(segments))
        .findFirst()
        .orElse(null);
  }

  /** Fails unless the document declares this answer to this request. */
  static void check(Asked asked, Answered answered) {
    String what = "%s %s: %d".formatted(asked.method(), asked.address(), answered.status());
    Operation operation = operation(asked.method(), asked.path());
    if (operation == null) {
      checkProblem(what, strings(DOCUMENT.required("x-anywhere")), asked, answered);
      return;
    }
    JsonNode response = operation.response(answered.status());
    assertThat(response.isMissingNode()).as(what + NOT_DECLARED).isFalse();
    checkFields(what, response, answered);
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answered.body().length()).as(what).isZero();
      return;
    }
    String type = Objects.requireNonNull(answered.type(), what + " has no Content-Type");
    assertThat(content.has(type)).as(what + " " + type + NOT_DECLARED).isTrue();
    if (type.equals(PROBLEM)) {
      checkProblem(what, operation.problems(), asked, answered);
      if (!asked.method().equals("HEAD")) {
        checkShape(what, content.required(PROBLEM).required("schema"), answered.body());
      }
    } else if (type.equals("application/json") && !asked.method().equals("HEAD")) {
      checkShape(what, content.required(type).required("schema"), answered.body());
    } else if (type.equals(EVENTS)) {
      checkEvents(what, answered.body().toString());
    }
    if (answered.status() < 300) {
      checkTaken(what, operation, asked);
    }
  }

  private static void checkProblem(
      String what, List<String> declared, Asked asked, Answered answered) {
    assertThat(answered.type()).as(what + NOT_DECLARED).isEqualTo(PROBLEM);
    if (!asked.method().equals("HEAD")) {
      String slug = slug(answered.body());
      assertThat(declared).as(what + " " + slug + NOT_DECLARED).contains(slug);
      checkShape(what, DOCUMENT.at("/components/schemas/" + slug), answered.body());
    }
  }

  /** Fails unless each whole block of the stream is one that the document tells of. */
  static void checkEvents(String what, String stream) {
    String[] blocks = stream.split("\n\n", -1);
    for (int i = 0; i < blocks.length - 1; i++) {
      checkEvent(what, blocks[i].lines().toList());
    }
  }

  /** Fails unless these lines are a block of a stream of events that the document tells of. */
  static void checkEvent(String what, List<String> lines) {
    ObjectNode block = MAPPER.createObjectNode();
    for (String line : lines) {
      String[] field = line.split(": ?", 2);
      if (field[0].equals("retry")) {
        block.put("retry", Integer.parseInt(field[1]));
      } else if (!field[0].isEmpty()) {
        assertThat(block.has(field[0])).as(what + " repeats " + line).isFalse();
        block.put(field[0], field[1]);
      }
    }
    JsonNode event = DOCUMENT.at("/components/schemas/AvailabilityEvent");
    checkShape(what, event, Buffer.buffer(block.toString()));
    if (block.has("data")) {
      JsonNode data = event.at("/properties/data/contentSchema");
      checkShape(what + " in data", data, Buffer.buffer(block.get("data").asText()));
    }
  }

  private static void checkFields(String what, JsonNode response, Answered answered) {
    response
        .path("headers")
        .properties()
        .forEach(
            field -> {
              if (resolved(field.getValue()).path("required").asBoolean()) {
                assertThat(answered.fields())
                    .as(what)
                    .containsKey(field.getKey().toLowerCase(Locale.ROOT));
              }
            });
  }

  /** What the server took must be something that the document offers. */
  private static void checkTaken(String what, Operation operation, Asked asked) {
    List<String> known =
        operation.parameters("query").stream().map(one -> one.required("name").asText()).toList();
    Arrays.stream(asked.query().split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .forEach(pair -> assertThat(known).as(what).contains(pair.split("=", 2)[0]));
    JsonNode content = operation.node().path("requestBody").path("content");
    Buffer body = asked.body();
    if (asked.type() != null && body != null && !content.isMissingNode()) {
      String type = asked.type().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (type.endsWith("/json") || type.endsWith("+json")) {
        checkShape(what + " to the body", content.required(type).required("schema"), body);
      }
    }
  }

  static String slug(Buffer problem) {
    return json(problem).path("type").asText().replace("/problems/", "");
  }

  /** Fails unless the JSON has the shape that the schema asks for. */
  static void checkShape(String what, JsonNode schema, Buffer json) {
    JsonSchema compiled = COMPILED.computeIfAbsent(schema, Contract::compile);
    assertThat(compiled.validate(json(json))).as(what).isEmpty();
  }

  private static JsonSchema compile(JsonNode schema) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", DOCUMENT.required("components"));
    return SCHEMAS.getSchema(whole, STRICT);
  }

  /** What a reference stands for; anything else stands for itself. */
  static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
  }

  static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(one -> all.add(one.asText()));
    return all;
  }

  private static JsonNode json(Buffer bytes) {
    try {
      return MAPPER.readTree(bytes.getBytes());
    } catch (IOException e) {
      throw new AssertionError("no JSON", e);
    }
  }
}
