package io.tavolo.http.exchange;

import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which handler serves which method and path. Filled once, then read by one thread. */
public final class Routes {
  private record Route(HttpMethod method, List<String> pattern, Handler<Exchange> handler) {}

  private final List<Route> routes = new ArrayList<>();

  /**
   * Adds a route.
   *
   * @param path segments; one in braces stands for any value, in the order of {@link
   *     Exchange#segment}
   */
  public Routes add(HttpMethod method, String path, Handler<Exchange> handler) {
    routes.add(new Route(method, segments(path), handler));
    return this;
  }

  /**
   * Runs the handler of the exchange's method and path.
   *
   * @throws io.tavolo.http.problem.ProblemException when there is none
   */
  public void dispatch(Exchange exchange) {
    List<String> segments = segments(exchange.path());
    HttpMethod asked = exchange.method();
    HttpMethod method = asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked;
    Set<String> allowed = null;
    for (Route route : routes) {
      if (matches(route.pattern(), segments)) {
        if (route.method().equals(method)) {
          exchange.enter(values(route.pattern(), segments));
          route.handler().handle(exchange);
          return;
        }
        allowed = allowed == null ? new TreeSet<>() : allowed;
        allowed.add(route.method().name());
      }
    }
    throw unserved(allowed);
  }

  private static List<String> segments(String path) {
    return path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of();
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      String segment = segments.get(i);
      boolean matched =
          isVariable(pattern.get(i)) ? !segment.isEmpty() : pattern.get(i).equals(segment);
      if (!matched) {
        return false;
      }
    }
    return true;
  }

  private static List<String> values(List<String> pattern, List<String> segments) {
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < pattern.size(); i++) {
      if (isVariable(pattern.get(i))) {
        values.add(decoded(segments.get(i)));
      }
    }
    return values;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // In a path a plus sign is a plus sign.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.BAD_REQUEST, "the path is not correctly percent-encoded")
          .asException();
    }
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static RuntimeException unserved(@Nullable Set<String> allowed) {
    if (allowed == null) {
      return Problem.of(ProblemType.NOT_FOUND, "no such address").asException();
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    String allow = String.join(", ", allowed);
    return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "allowed here: " + allow)
        .with("Allow", allow)
        .asException();
  }
}
