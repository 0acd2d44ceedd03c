package io.tavolo.http.problem;

import io.tavolo.engine.restaurant.Fault;
import io.tavolo.http.json.Json;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * An error answer (RFC 9457).
 *
 * @param detail what happened this time, fit for the client: nothing internal, nothing personal
 * @param errors what was wrong with the request, each with its place
 * @param extension members of this type only
 * @param headers header fields that go with the answer
 */
public record Problem(
    ProblemType type,
    String detail,
    List<Complaint> errors,
    Json.Content extension,
    Map<String, String> headers) {

  /**
   * One fault of the request.
   *
   * @param member {@code pointer} for a place in the body, {@code parameter} for one in the query
   */
  public record Complaint(String detail, String member, String place) {}

  private static final Json.Content NOTHING = out -> {};

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), NOTHING, Map.of());
  }

  /** A body with these faults. */
  public static Problem invalidBody(List<Fault> faults) {
    List<Complaint> errors =
        faults.stream()
            .map(fault -> new Complaint(fault.detail(), "pointer", fault.pointer()))
            .toList();
    String detail =
        errors.size() == 1 ? "1 fault in the body" : errors.size() + " faults in the body";
    return new Problem(ProblemType.INVALID_BODY, detail, errors, NOTHING, Map.of());
  }

  /** A body with one fault. */
  public static Problem invalidBody(String pointer, String detail) {
    return invalidBody(List.of(new Fault(pointer, detail)));
  }

  /** A query parameter with a fault. */
  public static Problem invalidParameter(String parameter, String detail) {
    return invalidParameters(List.of(new Complaint(detail, "parameter", parameter)));
  }

  /** Query parameters with faults, one at least. */
  public static Problem invalidParameters(List<Complaint> errors) {
    String detail =
        errors.size() == 1
            ? "the parameter " + errors.get(0).place() + " cannot be used"
            : errors.size() + " parameters cannot be used";
    return new Problem(
        ProblemType.INVALID_PARAMETER, detail, List.copyOf(errors), NOTHING, Map.of());
  }

  /** Nothing was done; try again after so many seconds. */
  public static Problem unavailable(String detail, int retryAfterSeconds) {
    return of(ProblemType.UNAVAILABLE, detail)
        .with("Retry-After", Integer.toString(retryAfterSeconds));
  }

  /** With members of its own. */
  public Problem with(Json.Content members) {
    return new Problem(type, detail, errors, members, headers);
  }

  /** With one header field. */
  public Problem with(String header, String value) {
    return new Problem(type, detail, errors, extension, Map.of(header, value));
  }

  /** To leave a computation with; see {@link ProblemException}. */
  public ProblemException asException() {
    return new ProblemException(this);
  }

  /**
   * The body.
   *
   * @param instance a URI of this very occurrence
   */
  public Buffer toJson(String instance) {
    return Json.object(members(instance));
  }

  /**
   * What the body is made of.
   *
   * @param instance a URI of this very occurrence
   */
  public Json.Content members(String instance) {
    return out -> {
      out.writeStringField("type", type.uri());
      out.writeStringField("title", type.title());
      out.writeNumberField("status", type.status());
      out.writeStringField("detail", detail);
      out.writeStringField("instance", instance);
      if (!errors.isEmpty()) {
        out.writeArrayFieldStart("errors");
        for (Complaint error : errors) {
          out.writeStartObject();
          out.writeStringField("detail", error.detail());
          out.writeStringField(error.member(), error.place());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      extension.writeTo(out);
    };
  }
}
