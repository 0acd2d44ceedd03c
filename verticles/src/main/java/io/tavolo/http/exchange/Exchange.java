package io.tavolo.http.exchange;

import io.tavolo.engine.lane.TraceContext;
import io.tavolo.http.json.Json;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One request on its way to its one answer. Whatever fails, in a handler or later, ends here as a
 * problem; an answer after the first is ignored. One event loop.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final Logger ACCESS = LoggerFactory.getLogger("access");
  private static final String TRACE_ID = "trace_id";
  private static final String JSON = "application/json";
  private static final String NO_SNIFF = "X-Content-Type-Options";
  private static final String EVENTS = "text/event-stream";
  private static final String PROBLEM = "application/problem+json";
  private static final int NANOS_PER_MS = 1_000_000;

  /** The status of an answer that goes on record once it is over. */
  private static final int UNFINISHED = 0;

  /** Lets requests in, and is told when they have their answer. */
  interface Gate {
    /** A time that says nothing. */
    long UNTOLD = -1;

    /**
     * One comes in.
     *
     * @throws ProblemException when there is no room for it
     */
    void enter();

    /**
     * It goes out.
     *
     * @param tookNanos how long its answer took, or {@link #UNTOLD}
     */
    void leave(long tookNanos);
  }

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final TraceContext trace;
  private final LongSupplier nanoTime;
  private final BodyReader bodies;
  private final long startNanos;
  private long wholeNanos;
  private List<String> segments = List.of();
  private @Nullable Gate gate;
  private boolean inside;
  private boolean telling = true;
  private boolean answered;
  private boolean takesBody;
  private boolean logged = true;

  public Exchange(
      HttpServerRequest request, TraceContext trace, LongSupplier nanoTime, BodyReader bodies) {
    this.request = request;
    this.response = request.response();
    this.trace = trace;
    this.nanoTime = nanoTime;
    this.bodies = bodies;
    this.startNanos = nanoTime.getAsLong();
    this.wholeNanos = startNanos;
    if (BodyReader.isTooLarge(request)) {
      // Nobody reads so much to its end: the connection cannot go on.
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Keeps it out of the access log. */
  public Exchange unlogged() {
    logged = false;
    return this;
  }

  public HttpMethod method() {
    return request.method();
  }

  /** The caller's trace, or one made here, with a span for this request. */
  public TraceContext trace() {
    return trace;
  }

  /** The path as it was sent, without the query; empty when there is none. */
  public String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** The address of the other end of the connection. */
  public String clientAddress() {
    var remote = request.remoteAddress();
    String host = remote == null ? null : remote.hostAddress();
    return host == null ? "local" : host;
  }

  void enter(List<String> values) {
    segments = values;
  }

  /** The decoded value of the path's variable segment number {@code index}. */
  public String segment(int index) {
    return segments.get(index);
  }

  public @Nullable String header(CharSequence name) {
    return request.getHeader(name);
  }

  /** All fields of that name. */
  public List<String> headers(CharSequence name) {
    return request.headers().getAll(name);
  }

  /** Whether the client prefers it (RFC 7240). */
  public boolean prefers(String preference) {
    return headers("Prefer").stream()
        .flatMap(field -> Arrays.stream(field.split(",", -1)))
        .anyMatch(one -> one.split(";", 2)[0].strip().equalsIgnoreCase(preference));
  }

  /** Does it when the answer has gone out or the client has gone; perhaps more than once. */
  public void whenOver(Runnable work) {
    response.endHandler(sent -> work.run());
    response.closeHandler(gone -> work.run());
  }

  /**
   * Goes in by the gate, and out with its answer, or the beginning of one that streams; when its
   * client has gone too, as what was begun for it goes on. While a body is waited for it is
   * outside: that time is the client's.
   *
   * @throws ProblemException when there is no room for it
   */
  void through(Gate way) {
    gate = way;
    enter();
  }

  /** Its time will say nothing of this node: it waits for somebody else. */
  public void waitsForOthers() {
    telling = false;
  }

  private void enter() {
    Gate way = gate;
    // Who has an answer already would never come out again.
    if (way != null && !answered) {
      way.enter();
      inside = true;
    }
  }

  private void leave(long tookNanos) {
    Gate way = gate;
    if (way != null && inside) {
      inside = false;
      way.leave(telling ? tookNanos : Gate.UNTOLD);
    }
  }

  /** It has its answer now, or the beginning of one. */
  private void answer(int status) {
    answered = true;
    boolean finished = status != UNFINISHED;
    leave(finished ? nanoTime.getAsLong() - wholeNanos : Gate.UNTOLD);
    if (finished) {
      logAnswered(status);
    }
  }

  /** The query, of which the route knows these parameters. */
  public Query query(Set<String> known) {
    try {
      return new Query(request.params(), known);
    } catch (IllegalArgumentException e) {
      throw Problem.of(ProblemType.BAD_REQUEST, "the query is not correctly percent-encoded")
          .asException();
    }
  }

  /** Hands over the body of a JSON request. */
  public void body(Handler<byte[]> then) {
    body(BodyReader.JSON, then);
  }

  /** Hands over the body of a merge patch. */
  public void patch(Handler<byte[]> then) {
    body(BodyReader.MERGE_PATCH, then);
  }

  /** Hands over the body of a JSON request that may also have none; then it is {@code {}}. */
  public void optionalBody(Handler<byte[]> then) {
    if (BodyReader.hasBody(request)) {
      body(then);
    } else {
      then.handle(new byte[] {'{', '}'});
    }
  }

  /** Answers 200 and each line of a body of lines with a line, while the body still comes. */
  public void lines(LineAnswers answers) {
    BodyReader.requireMediaType(request, BodyReader.LINES);
    takesBody = true;
    answer(UNFINISHED);
    if (BodyReader.isTooLarge(request)) {
      // Of any length: it is read to its end.
      response.headers().remove(HttpHeaders.CONNECTION);
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson");
    response.putHeader(NO_SNIFF, "nosniff");
    bodies.answerLines(request, answers, () -> logAnswered(200));
  }

  /** Hands over a body of lines when all of it has come; it may be larger than others. */
  public void wholeLines(Handler<byte[]> then) {
    BodyReader.requireMediaType(request, BodyReader.LINES);
    takesBody = true;
    if (!BodyReader.isLargerThan(BodyReader.MAX_LINES_BYTES, request)) {
      response.headers().remove(HttpHeaders.CONNECTION);
    }
    leave(Gate.UNTOLD);
    bodies.readLines(request, bytes -> whole(bytes, then), this::refuseBody);
  }

  private void body(Set<String> mediaTypes, Handler<byte[]> then) {
    BodyReader.requireMediaType(request, mediaTypes);
    takesBody = true;
    leave(Gate.UNTOLD);
    bodies.read(request, bytes -> whole(bytes, then), this::refuseBody);
  }

  private void whole(byte[] bytes, Handler<byte[]> then) {
    wholeNanos = nanoTime.getAsLong();
    attempt(
        () -> {
          enter();
          then.handle(bytes);
        });
  }

  /** Throws the body away when there is one that no handler asked for. */
  public void discardUnreadBody() {
    if (!takesBody && BodyReader.hasBody(request)) {
      bodies.discard(request, this::refuseBody);
    }
  }

  private void refuseBody(Problem problem) {
    if (!answered) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      fail(problem);
    }
  }

  /** Does it; what it throws becomes the answer. */
  public void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      fail(e);
    }
  }

  /** Goes on when the future has its value; its failure becomes the answer. */
  public <T> void after(Future<T> future, Handler<T> then) {
    future.onComplete(value -> attempt(() -> then.handle(value)), this::fail);
  }

  /** Sets a field of the answer. */
  public Exchange with(CharSequence name, String value) {
    response.putHeader(name, value);
    return this;
  }

  /** Answers with one JSON object. */
  public void json(int status, Json.Content members) {
    send(status, JSON, Json.object(members));
  }

  /** Answers with JSON that is at hand. */
  public void json(int status, Buffer body) {
    send(status, JSON, body);
  }

  /** Answers with a document of that media type. */
  public void content(String type, Buffer body) {
    send(200, type, body);
  }

  /** Answers without a body: 204 or 304. */
  public void empty(int status) {
    send(status, null, null);
  }

  /**
   * Answers with server-sent events; null when there is nobody left to send them to, or who asked
   * only for the header.
   */
  public @Nullable EventStream events() {
    if (answered || response.closed() || method().equals(HttpMethod.HEAD)) {
      send(200, EVENTS, Buffer.buffer());
      return null;
    }
    answer(200);
    response.setStatusCode(200);
    response.putHeader(HttpHeaders.CONTENT_TYPE, EVENTS);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // For proxies that would gather an answer before they pass it on.
    response.putHeader("X-Accel-Buffering", "no");
    EventStream stream = bodies.events(request);
    stream.begin();
    return stream;
  }

  /** Answers with the problem. */
  public void fail(Problem problem) {
    problem.headers().forEach(response::putHeader);
    send(problem.type().status(), PROBLEM, problem.toJson(instance()));
  }

  private void fail(Throwable cause) {
    fail(problemOf(cause));
  }

  /** The problem that a failure is; one that is a defect of ours goes on record. */
  public Problem problemOf(Throwable cause) {
    if (cause instanceof ProblemException found) {
      return found.problem();
    }
    traced(() -> LOG.error("{} {} failed", method(), printablePath(), cause));
    return Problem.of(ProblemType.INTERNAL_ERROR, "see the trace id in instance");
  }

  /** The URI of this occurrence. */
  public String instance() {
    return "urn:trace:" + trace.traceId();
  }

  private void send(int status, @Nullable String type, @Nullable Buffer body) {
    if (answered) {
      return;
    }
    answer(status);
    if (response.closed()) {
      return;
    }
    response.setStatusCode(status);
    if (type == null || body == null) {
      response.end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    response.putHeader(NO_SNIFF, "nosniff");
    if (method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      response.end();
    } else {
      response.end(body);
    }
  }

  private void logAnswered(int status) {
    if (logged && ACCESS.isInfoEnabled()) {
      logAccess(status, (nanoTime.getAsLong() - startNanos) / NANOS_PER_MS);
    }
  }

  private void logAccess(int status, long tookMs) {
    String path = printablePath();
    traced(
        () ->
            ACCESS
                .atInfo()
                .addKeyValue("method", method().name())
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("ms", tookMs)
                .log("{} {} {} {} ms", method(), path, status, tookMs));
  }

  private void traced(Runnable line) {
    MDC.put(TRACE_ID, trace.traceId());
    try {
      line.run();
    } finally {
      MDC.remove(TRACE_ID);
    }
  }

  /** A log line is a line, whatever the path holds. */
  private String printablePath() {
    String path = path();
    boolean printable = path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return printable ? path : path.replaceAll("[^!-~]", "?");
  }
}
