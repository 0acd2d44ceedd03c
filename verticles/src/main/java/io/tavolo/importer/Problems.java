package io.tavolo.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a problem of the API says, in one line. */
final class Problems {
  private Problems() {}

  /** The faults one by one, or else the detail. */
  static String reason(JsonNode problem) {
    List<String> faults = new ArrayList<>();
    for (JsonNode error : problem.path("errors")) {
      String detail = error.path("detail").asText();
      String place = error.path("pointer").asText().replaceFirst(".*/", "");
      faults.add(detail.startsWith(place) ? detail : place + ": " + detail);
    }
    return faults.isEmpty()
        ? problem.path("detail").asText("no reason given")
        : String.join("; ", faults);
  }
}
