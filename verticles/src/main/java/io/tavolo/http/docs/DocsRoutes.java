package io.tavolo.http.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemPages;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

/**
 * The documents for people and for machines. Each is made when it is first asked for, off the event
 * loop, and kept: a start does not wait for what few ever read. One event loop.
 */
public final class DocsRoutes {
  private static final String JSON = "application/json";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** The page gets nothing from anywhere else, whatever the scripts in it may want. */
  private static final String ONLY_FROM_HERE =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

  private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";
  private static final String SWAGGER_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  private final Vertx vertx;
  private final Map<String, Future<Buffer>> made = new HashMap<>();

  public DocsRoutes(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds the routes. */
  public void addTo(Routes routes) {
    routes
        .add(HttpMethod.GET, "/openapi.json", document(JSON, () -> json(ApiDocument.join())))
        .add(HttpMethod.GET, "/asyncapi.json", document(JSON, () -> json(EventsDocument.read())))
        .add(HttpMethod.GET, "/docs", document(HTML, () -> resource("docs.html")))
        .add(HttpMethod.GET, "/docs/{file}", this::file)
        .add(HttpMethod.GET, "/problems/{problem}", DocsRoutes::problem);
  }

  private Handler<Exchange> document(String type, Callable<Buffer> maker) {
    return exchange -> give(exchange, exchange.path(), type, maker);
  }

  /** What the page is made of; no other file can be had. */
  private void file(Exchange exchange) {
    String name = exchange.segment(0);
    switch (name) {
      case "start.js" -> give(exchange, name, SCRIPT, () -> resource("docs.js"));
      case "swagger-ui-bundle.js" -> give(exchange, name, SCRIPT, () -> swagger(name));
      case "swagger-ui.css" -> give(exchange, name, STYLE, () -> swagger(name));
      default -> throw Problem.of(ProblemType.NOT_FOUND, "no such address").asException();
    }
  }

  private void give(Exchange exchange, String name, String type, Callable<Buffer> maker) {
    Future<Buffer> content = made.get(name);
    if (content == null || content.failed()) {
      content = vertx.executeBlocking(maker, false);
      made.put(name, content);
    }
    exchange.after(
        content,
        bytes -> {
          exchange.with("Content-Security-Policy", ONLY_FROM_HERE);
          exchange.with("Cache-Control", "no-cache").content(type, bytes);
        });
  }

  private static void problem(Exchange exchange) {
    ProblemType type = ProblemType.ofSlug(exchange.segment(0));
    if (type == null) {
      throw Problem.of(ProblemType.NOT_FOUND, "no such type of problem").asException();
    }
    exchange.content(HTML, Buffer.buffer(ProblemPages.html(type)));
  }

  private static Buffer json(ObjectNode document) throws JsonProcessingException {
    return Buffer.buffer(Yaml.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
  }

  private static Buffer swagger(String name) throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(resource(SWAGGER_VERSION).getBytes()));
    return resource(SWAGGER + properties.getProperty("version") + "/" + name);
  }

  private static Buffer resource(String name) {
    try (InputStream in = DocsRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + name);
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
