package io.tavolo.http;

import io.tavolo.engine.lane.TraceContext;
import io.tavolo.http.docs.DocsRoutes;
import io.tavolo.http.exchange.Admission;
import io.tavolo.http.exchange.BodyReader;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.exchange.Traceparent;
import io.tavolo.http.exchange.Undecodable;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API on one event loop. Deploy one instance for each; they share the port, and nothing
 * else but {@link HttpDependencies}.
 */
public final class HttpServerVerticle extends VerticleBase {
  private static final int LAST_ANSWERS_SECONDS = 5;

  private final HttpDependencies dependencies;
  private final HttpSettings settings;
  private final Routes routes = new Routes();
  private Admission admission;
  private BodyReader bodies;
  private StreamRoute streams;
  private @Nullable HttpServer server;
  private boolean closing;

  /** A server that listens once it is deployed. */
  @SuppressWarnings("NullAway.Init")
  public HttpServerVerticle(HttpDependencies dependencies, HttpSettings settings) {
    this.dependencies = dependencies;
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    admission =
        new Admission(
            settings.atOnce(),
            settings.loops(),
            dependencies.meters(),
            Thread.currentThread().getName(),
            System::nanoTime);
    bodies = new BodyReader(vertx, settings.bodyMs(), settings.unreadMs());
    PerLoop loop = PerLoop.of(dependencies, settings);
    Bookings bookings = new Bookings(loop);
    ReservationRoutes reservations = new ReservationRoutes(loop, bookings);
    // The busiest first: routes are tried in this order.
    reservations.addTo(routes);
    new HoldRoutes(loop, bookings, reservations).addTo(routes);
    new DepositRoute(loop, bookings, settings.paymentMs()).addTo(routes);
    BatchJobs jobs = new BatchJobs(vertx, loop);
    jobs.addTo(routes);
    new BatchRoutes(loop, bookings, reservations, jobs).addTo(routes);
    new RestaurantRoutes(loop).addTo(routes);
    new SearchRoute(loop).addTo(routes);
    streams = new StreamRoute(loop);
    streams.addTo(routes);
    vertx.setPeriodic(settings.heartbeatMs(), id -> streams.heartbeat());
    new DefinitionRoutes(loop).addTo(routes);
    new DocsRoutes(vertx).addTo(routes);
    return vertx
        .createHttpServer(Undecodable.options())
        .requestHandler(this::serve)
        .invalidRequestHandler(request -> Undecodable.refuse(exchange(request), request))
        .listen(settings.port(), settings.host())
        .onSuccess(listening -> server = listening);
  }

  /**
   * Answers what comes and asks each client to come no more by the same connection, for a moment;
   * then closes, and what is not answered in five seconds is cut off. A client that is hung up on
   * while it sends could not know whether it was heard.
   */
  @Override
  public Future<?> stop() {
    HttpServer listening = server;
    if (listening == null) {
      return Future.succeededFuture();
    }
    closing = true;
    // They would never be answered to their end.
    streams.close();
    return vertx
        .timer(settings.farewellMs(), TimeUnit.MILLISECONDS)
        .compose(said -> listening.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS));
  }

  /** The port it listens on, once it is started. */
  public int port() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.actualPort();
  }

  private void serve(HttpServerRequest request) {
    Exchange exchange = exchange(request);
    if (closing) {
      exchange.with("Connection", "close");
    }
    exchange.attempt(
        () -> {
          admit(exchange);
          routes.dispatch(exchange);
        });
    exchange.discardUnreadBody();
  }

  /** The only gate: what is turned away here has cost no parsing. */
  private void admit(Exchange exchange) {
    RateLimiter limiter = dependencies.limiter();
    RateLimiter.Verdict verdict = limiter.admit(exchange.clientAddress());
    exchange.with("RateLimit-Policy", limiter.policyField()).with("RateLimit", verdict.field());
    if (!verdict.admitted()) {
      String seconds = Integer.toString(verdict.retryAfterSeconds());
      throw Problem.of(ProblemType.TOO_MANY_REQUESTS, "wait " + seconds + " s")
          .with("Retry-After", seconds)
          .asException();
    }
    admission.admit(exchange);
  }

  private Exchange exchange(HttpServerRequest request) {
    TraceContext trace =
        Traceparent.read(request.getHeader(Traceparent.FIELD), dependencies.randomBits());
    return new Exchange(request, trace, System::nanoTime, bodies);
  }
}
