package io.tavolo.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tavolo.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the error responses of operations from the names of their problems: a schema and an example
 * for each type, and a response for each status. Of a type with reasons, an operation has those
 * that it names.
 */
final class ProblemResponses {
  private static final String EXAMPLE_TRACE = "urn:trace:4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String REASON = "reason";
  private static final String REASONS = "reasons";
  private static final List<String> MEMBERS =
      List.of("type", "title", "status", "detail", "instance");

  private final ObjectNode described;

  private ProblemResponses(ObjectNode described) {
    this.described = described;
  }

  static ProblemResponses read() {
    return new ProblemResponses(
        (ObjectNode) Yaml.read("openapi/problems.yaml").required("x-problem-types"));
  }

  /** Adds what the responses refer to, and a list of all types for people. */
  void addTo(ObjectNode document) {
    ObjectNode components = document.withObject("/components");
    StringBuilder list = new StringBuilder("\n\n| type | status | |\n|---|---|---|\n");
    for (ProblemType type : ProblemType.values()) {
      components.withObject("/schemas").set(type.slug(), schema(type));
      components.withObject("/examples").set(type.slug(), example(type));
      list.append(
          "| [%s](%s) | %d | %s |\n"
              .formatted(type.slug(), type.uri(), type.status(), type.title()));
    }
    for (JsonNode tag : document.withArray("tags")) {
      if (tag instanceof ObjectNode group && tag.path("name").asText().equals("Problems")) {
        group.put("description", group.required("description").asText() + list);
      }
    }
  }

  /** Gives the operation the responses of its own problems and of those that every one has. */
  void addTo(ObjectNode operation, ArrayNode everywhere) {
    Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
    everywhere.forEach(slug -> types.add(type(slug)));
    operation.withArray("x-problems").forEach(slug -> types.add(type(slug)));
    SortedMap<Integer, List<ProblemType>> byStatus = new TreeMap<>();
    for (ProblemType type : types) {
      byStatus.computeIfAbsent(type.status(), status -> new ArrayList<>()).add(type);
    }
    ArrayNode all = operation.putArray("x-problems");
    types.forEach(type -> all.add(type.slug()));
    List<String> reasons = reasons(operation, types);
    byStatus.forEach(
        (status, ofStatus) ->
            operation
                .withObject("/responses")
                .set(status.toString(), response(status, ofStatus, reasons)));
  }

  private List<String> reasons(ObjectNode operation, Set<ProblemType> types) {
    List<String> reasons = new ArrayList<>();
    operation.path("x-reasons").forEach(reason -> reasons.add(reason.asText()));
    if (types.stream().anyMatch(this::hasReasons) == reasons.isEmpty()) {
      throw new IllegalStateException(
          operation.path("operationId") + ": x-reasons goes with a problem that has reasons");
    }
    return reasons;
  }

  private boolean hasReasons(ProblemType type) {
    return described.required(type.slug()).has(REASONS);
  }

  private static ProblemType type(JsonNode slug) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.slug().equals(slug.asText()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no type of problem: " + slug));
  }

  private ObjectNode response(int status, List<ProblemType> types, List<String> reasons) {
    ObjectNode response = Yaml.JSON.createObjectNode();
    response.put(
        "description", String.join("\n\n", types.stream().map(ProblemResponses::line).toList()));
    String field = fieldOf(status);
    if (field != null) {
      response
          .withObject("/headers/" + field)
          .put("required", true)
          .withObject("/schema")
          .put("type", field.equals("Retry-After") ? "integer" : "string");
    }
    ObjectNode content = response.putObject("content").putObject("application/problem+json");
    ArrayNode schemas = Yaml.JSON.createArrayNode();
    ObjectNode examples = content.putObject("examples");
    for (ProblemType type : types) {
      if (hasReasons(type)) {
        schemas.add(narrowed(type, reasons));
        reasons.forEach(reason -> examples.set(reason, example(type, reason)));
      } else {
        schemas.addObject().put("$ref", "#/components/schemas/" + type.slug());
        examples.putObject(type.slug()).put("$ref", "#/components/examples/" + type.slug());
      }
    }
    if (types.size() == 1) {
      content.set("schema", schemas.get(0));
    } else {
      content.putObject("schema").set("oneOf", schemas);
    }
    return response;
  }

  /** The type, with these reasons only. */
  private static ObjectNode narrowed(ProblemType type, List<String> reasons) {
    ObjectNode narrowed = Yaml.JSON.createObjectNode();
    ArrayNode all = narrowed.putArray("allOf");
    all.addObject().put("$ref", "#/components/schemas/" + type.slug());
    ArrayNode given = all.addObject().withObject("/properties/" + REASON).putArray("enum");
    reasons.forEach(given::add);
    return narrowed;
  }

  /** The type's example, as it is for that reason. */
  private ObjectNode example(ProblemType type, String reason) {
    JsonNode detail = described.required(type.slug()).required(REASONS).required(reason);
    ObjectNode example = example(type).put("summary", reason);
    example.withObject("/value").put("detail", detail.asText()).put(REASON, reason);
    return example;
  }

  private static String line(ProblemType type) {
    return "[%s](%s): %s".formatted(type.slug(), type.uri(), type.title());
  }

  private static @Nullable String fieldOf(int status) {
    return switch (status) {
      case 401 -> "WWW-Authenticate";
      case 429, 503 -> "Retry-After";
      default -> null;
    };
  }

  private ObjectNode schema(ProblemType type) {
    ObjectNode schema = Yaml.JSON.createObjectNode().put("type", "object");
    schema.put("title", type.title()).put("description", type.explanation());
    schema.putObject("externalDocs").put("url", type.uri());
    ArrayNode required = schema.putArray("required");
    MEMBERS.forEach(required::add);
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("type").put("type", "string").put("const", type.uri());
    properties.putObject("title").put("type", "string").put("const", type.title());
    properties.putObject("status").put("type", "integer").put("const", type.status());
    properties.putObject("detail").put("type", "string").put("minLength", 1);
    properties
        .putObject("instance")
        .put("type", "string")
        .put("pattern", "^urn:trace:[0-9a-f]{32}$");
    described
        .required(type.slug())
        .path("members")
        .properties()
        .forEach(
            member -> {
              properties.set(member.getKey(), member.getValue());
              required.add(member.getKey());
            });
    return schema;
  }

  private ObjectNode example(ProblemType type) {
    JsonNode of = described.required(type.slug());
    ObjectNode example = Yaml.JSON.createObjectNode().put("summary", type.title());
    ObjectNode value = example.putObject("value");
    value.put("type", type.uri()).put("title", type.title()).put("status", type.status());
    value.put("detail", of.required("detail").asText()).put("instance", EXAMPLE_TRACE);
    of.path("example").properties().forEach(one -> value.set(one.getKey(), one.getValue()));
    return example;
  }
}
