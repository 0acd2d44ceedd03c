package io.tavolo.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tavolo.http.auth.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsVerticleTest {
  private static final SecretKeySpec SECRET =
      new SecretKeySpec("a secret for tests only".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean journal = new AtomicBoolean(true);
  private final AtomicBoolean kafka = new AtomicBoolean(true);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private OperationsVerticle start(@Nullable String token) throws Exception {
    Health health =
        new Health().with("journal", true, journal::get).with("kafka", false, kafka::get);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.counter("tavolo.test").increment();
    OperationsVerticle verticle =
        new OperationsVerticle(
            "127.0.0.1",
            0,
            new Access(SECRET, token),
            health,
            registry,
            () -> Future.succeededFuture(new JsonArray().add(new JsonObject().put("shard", 0))),
            () -> 1);
    vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
    return verticle;
  }

  private static HttpResponse<String> get(
      OperationsVerticle verticle, String path, @Nullable String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + verticle.port() + path));
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldShowMetricsAndShardsToWhoHasTheToken() throws Exception {
    OperationsVerticle verticle = start("a-token-of-operators");
    assertThat(get(verticle, "/metrics", null).statusCode()).isEqualTo(401);
    assertThat(get(verticle, "/admin/shards", "a-token-of-operator").statusCode()).isEqualTo(403);
    assertThat(get(verticle, "/metrics", "a-token-of-operators").body())
        .contains("tavolo_test_total 1.0");
    assertThat(get(verticle, "/admin/shards", "a-token-of-operators").body())
        .isEqualTo("{\"shards\":[{\"shard\":0}]}");
  }

  @Test
  void shouldBeClosedWithoutATokenInTheSettingsHealthExcepted() throws Exception {
    OperationsVerticle verticle = start(null);
    assertThat(get(verticle, "/metrics", "guess").statusCode()).isEqualTo(403);
    assertThat(get(verticle, "/health/live", null).statusCode()).isEqualTo(200);
    assertThat(get(verticle, "/health/ready", null).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellTheTruthAboutItsHealth() throws Exception {
    OperationsVerticle verticle = start(null);
    kafka.set(false);
    HttpResponse<String> degraded = get(verticle, "/health/ready", null);
    assertThat(degraded.statusCode()).isEqualTo(200);
    assertThat(degraded.body()).contains("ready, degraded", "down, not required");
    journal.set(false);
    HttpResponse<String> down = get(verticle, "/health/ready", null);
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("not ready", "\"journal\":\"down\"");
  }
}
