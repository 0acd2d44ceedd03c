package io.tavolo.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves health, metrics and shards. */
public final class OperationsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(OperationsVerticle.class);
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final String host;
  private final int port;
  private final @Nullable String token;
  private final Health health;
  private final PrometheusMeterRegistry registry;
  private final Supplier<Future<JsonArray>> shards;
  private @Nullable HttpServer server;

  /**
   * An operators' port.
   *
   * @param token what operators must show as bearer, or null to close all but health
   * @param shards one object for each shard
   */
  public OperationsVerticle(
      String host,
      int port,
      @Nullable String token,
      Health health,
      PrometheusMeterRegistry registry,
      Supplier<Future<JsonArray>> shards) {
    this.host = host;
    this.port = port;
    this.token = token;
    this.health = health;
    this.registry = registry;
    this.shards = shards;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(c -> c.json(new JsonObject().put("status", "live")));
    router.get("/health/ready").handler(this::ready);
    // Health is for machines that cannot show a token; everything else tells how the house is
    // built.
    router.get("/metrics").handler(this::authorise).handler(this::metrics);
    router.get("/admin/shards").handler(this::authorise).handler(this::shards);
    return vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout(60))
        .requestHandler(router)
        .listen(port, host)
        .onSuccess(listening -> server = listening);
  }

  /** The port it listens on, once it is started. */
  public int port() {
    return server == null ? port : server.actualPort();
  }

  private void authorise(RoutingContext c) {
    String shown = c.request().getHeader("authorization");
    if (token == null) {
      refuse(c, 403, "closed: TAVOLO_ADMIN_TOKEN is not set");
    } else if (shown != null && isSame(shown, "Bearer " + token)) {
      c.next();
    } else {
      c.response().putHeader("www-authenticate", "Bearer realm=\"tavolo operators\"");
      refuse(c, 401, "a bearer token is expected");
    }
  }

  /** In a time that does not tell how much of it was right. */
  private static boolean isSame(String shown, String expected) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuse(RoutingContext c, int status, String detail) {
    c.response().setStatusCode(status);
    c.json(new JsonObject().put("status", status).put("detail", detail));
  }

  private void ready(RoutingContext c) {
    JsonObject checks = new JsonObject();
    boolean whole = true;
    for (Health.Check check : health.checks()) {
      boolean holds = check.holds().getAsBoolean();
      whole &= holds;
      checks.put(check.name(), holds ? "up" : check.required() ? "down" : "down, not required");
    }
    boolean ready = health.isReady();
    c.response().setStatusCode(ready ? 200 : 503);
    c.json(
        new JsonObject()
            .put("status", ready ? (whole ? "ready" : "ready, degraded") : "not ready")
            .put("checks", checks));
  }

  /** The registry walks every meter: off the event loop. */
  private void metrics(RoutingContext c) {
    vertx
        .executeBlocking(() -> registry.scrape(METRICS_TYPE), false)
        .onComplete(
            text -> c.response().putHeader("content-type", METRICS_TYPE).end(text),
            failure -> fail(c, failure));
  }

  private void shards(RoutingContext c) {
    shards
        .get()
        .onComplete(
            all -> c.json(new JsonObject().put("shards", all)), failure -> fail(c, failure));
  }

  private static void fail(RoutingContext c, Throwable failure) {
    log.warn("{} failed: {}", c.request().path(), failure.toString());
    refuse(c, 503, "the database did not answer");
  }
}
