package io.tavolo.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {
  @Test
  void shouldBeOpenApi31() throws Exception {
    // The validator knows few media types, and wants a server with a host.
    String text =
        ApiDocument.join()
            .toString()
            .replace("application/problem+json", "application/json")
            .replace("application/x-ndjson", "text/plain")
            .replace("text/event-stream", "text/plain")
            .replace("application/merge-patch+json", "application/hal+json")
            .replaceAll(
                "text/(html|css|javascript|plain; version=0.0.4); charset=utf-8", "text/plain");
    JsonObject document = new JsonObject(text);
    document.remove("servers");
    Vertx vertx = Vertx.vertx();
    try {
      OpenAPIContract contract =
          OpenAPIContract.from(vertx, document)
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      assertThat(contract.operations()).hasSizeGreaterThan(15);
    } finally {
      vertx.close();
    }
  }

  @Test
  void shouldReferOnlyToWhatIsThere() {
    ObjectNode document = ApiDocument.join();
    document
        .findValuesAsText("$ref")
        .forEach(
            ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
  }
}
