package io.tavolo.http.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The OpenAPI document: its parts joined, and every problem in its place. */
public final class ApiDocument {
  /** The groups of paths; a new one is a file of that name, and a word here. */
  private static final List<String> PARTS =
      List.of("restaurants", "reservations", "holds", "definitions", "operations", "documents");

  private ApiDocument() {}

  /**
   * The whole document. Reads resources: not for an event loop.
   *
   * @throws IllegalStateException when two parts declare the same
   */
  public static ObjectNode join() {
    ObjectNode document = Yaml.read("openapi/index.yaml");
    document.putObject("paths");
    for (String part : PARTS) {
      merge(document, Yaml.read("openapi/" + part + ".yaml"), part);
    }
    ProblemResponses problems = ProblemResponses.read();
    problems.addTo(document);
    for (JsonNode path : document.get("paths")) {
      JsonNode shared = ((ObjectNode) path).remove("parameters");
      for (Map.Entry<String, JsonNode> entry : path.properties()) {
        if (entry.getValue() instanceof ObjectNode operation && operation.has("operationId")) {
          // A path of another port has that port's.
          String everywhere = path.has("servers") ? "x-everywhere-operators" : "x-everywhere";
          problems.addTo(operation, document.withArray(everywhere));
          // The page does not follow references of a path's own parameters.
          if (shared != null) {
            shared.forEach(parameter -> operation.withArray("parameters").add(parameter));
          }
        }
      }
    }
    return document;
  }

  private static void merge(ObjectNode into, ObjectNode part, String name) {
    for (Map.Entry<String, JsonNode> member : part.properties()) {
      JsonNode present = into.get(member.getKey());
      if (present == null) {
        into.set(member.getKey(), member.getValue());
      } else if (present instanceof ObjectNode inner
          && member.getValue() instanceof ObjectNode added) {
        merge(inner, added, name);
      } else if (!present.equals(member.getValue())) {
        throw new IllegalStateException(name + ".yaml declares again: " + member.getKey());
      }
    }
  }
}
