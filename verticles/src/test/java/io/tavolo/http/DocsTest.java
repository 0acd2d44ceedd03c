package io.tavolo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocsTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Api api = Api.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void shouldServeTheDocumentThatTheTestsHoldTheServerTo() {
    JsonNode served = api.get("/openapi.json").send().json();

    assertThat(served.get("openapi").asText()).startsWith("3.1");
    assertThat(served).isEqualTo(Contract.DOCUMENT);
  }

  @Test
  void shouldShowAPageThatNeedsNobodyElse() {
    Api.Answer page = api.get("/docs").send();

    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self'");
    List<String> references =
        REFERENCE.matcher(page.text()).results().map(found -> found.group(1)).toList();
    assertThat(references).contains("/docs/start.js", "/docs/swagger-ui-bundle.js");
    for (String reference : references) {
      if (!reference.startsWith("data:")) {
        assertThat(api.get(reference).send().status()).as(reference).isEqualTo(200);
      }
    }
    assertThat(api.get("/docs/start.js").send().text()).contains("\"/openapi.json\"");
  }

  @Test
  void shouldServeNoOtherFile() {
    for (String file : List.of("docs.html", "..%2Fdocs.js", "swagger-ui.js", "index.html")) {
      api.get("/docs/" + file).send().isProblem(404, "not-found");
    }
  }
}
