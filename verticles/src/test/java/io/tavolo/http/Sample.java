package io.tavolo.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request that the document shows for an operation, to be sent as it is or spoiled. */
final class Sample {
  final Map<String, String> fields = new LinkedHashMap<>();
  String path;
  String query = "";
  @Nullable String body;
  final Contract.Operation operation;

  private Sample(Contract.Operation operation) {
    this.operation = operation;
    this.path = operation.path();
  }

  /** With all that must be given, and the body as this media type; empty for none. */
  static Sample of(Contract.Operation operation, String mediaType) {
    Sample sample = new Sample(operation);
    for (JsonNode parameter : operation.parameters("path")) {
      String name = "{" + parameter.required("name").asText() + "}";
      sample.path = sample.path.replace(name, parameter.required("example").asText());
    }
    for (JsonNode parameter : operation.parameters("query")) {
      if (parameter.path("required").asBoolean()) {
        sample.addQuery(
            parameter.required("name").asText(), parameter.required("example").asText());
      }
    }
    for (JsonNode parameter : operation.parameters("header")) {
      if (parameter.required("name").asText().equals("Prefer")) {
        sample.fields.put("Prefer", parameter.required("example").asText());
      }
    }
    // The first that is named: the diner's own token goes before the staff's, and none before both.
    JsonNode security = operation.node().path("security").path(0);
    if (security.has("manage_token")) {
      sample.fields.put("Authorization", "Bearer " + Api.tokenOf(Fixtures.ID));
    } else if (security.has("staff_token")) {
      sample.fields.put("Authorization", "Bearer " + Api.STAFF);
    }
    if (!mediaType.isEmpty()) {
      JsonNode content = operation.node().path("requestBody").path("content").path(mediaType);
      sample.fields.put("Content-Type", mediaType);
      sample.body = example(content).toString();
    }
    return sample;
  }

  /** The media types that the operation takes; one empty one when it takes no body. */
  static List<String> mediaTypes(Contract.Operation operation) {
    JsonNode content = operation.node().path("requestBody").path("content");
    return content.isMissingNode()
        ? List.of("")
        : content.propertyStream().map(Map.Entry::getKey).toList();
  }

  /** The first example of a media type; missing when it has none. */
  static JsonNode example(JsonNode mediaType) {
    if (mediaType.has("example")) {
      JsonNode example = mediaType.get("example");
      return example.has("$ref") ? Contract.resolved(example).required("value") : example;
    }
    return mediaType
        .path("examples")
        .propertyStream()
        .findFirst()
        .map(one -> Contract.resolved(one.getValue()).required("value"))
        .orElse(MissingNode.getInstance());
  }

  Sample addQuery(String name, String value) {
    query +=
        (query.isEmpty() ? "?" : "&")
            + name
            + "="
            + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return this;
  }

  Sample field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  Sample body(String text) {
    body = text;
    return this;
  }

  /** Names something that is not there. */
  Sample elsewhere() {
    for (JsonNode parameter : operation.parameters("path")) {
      path = path.replace(parameter.required("example").asText(), "%20");
    }
    return this;
  }

  List<String> reasons() {
    return operation.reasons();
  }

  String lastSegment() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  Api.Answer send(Api api) {
    Api.Call call = api.call(operation.method(), path + query);
    fields.forEach(call::header);
    if (body != null) {
      call.body(body);
    }
    return call.send();
  }

  /** As it goes over the wire, with one more line among the fields, and without a body. */
  String raw(String line) {
    StringBuilder text = new StringBuilder(operation.method());
    text.append(' ')
        .append(path)
        .append(query)
        .append(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    fields.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return text.append(line).append("\r\n\r\n").toString();
  }
}
