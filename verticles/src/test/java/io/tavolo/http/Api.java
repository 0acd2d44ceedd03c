package io.tavolo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.http.auth.Access;
import io.tavolo.http.exchange.RateLimiter;
import io.tavolo.operations.Health;
import io.tavolo.operations.OperationsVerticle;
import io.tavolo.payments.SimulatedPayments;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The API on a free port of loopback, and a client for it. */
final class Api implements AutoCloseable {
  static final String STAFF = "staff-token-0123456789";
  static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
  private static final int AT_ONCE = 1_000;
  private static final int BODY_MS = 10_000;
  private static final int HEARTBEAT_MS = 100;
  private static final int LOOPS = 2;
  private static final int PAYMENT_MS = 50;
  private static final int SLOW_PAYMENT_MS = 400;

  /** How long a client may leave something unread; short, since no test's stops by chance. */
  static final int UNREAD_MS = 1_000;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SecretKeySpec SECRET =
      new SecretKeySpec("a secret for tests only".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  final ScriptedEngine engine = new ScriptedEngine();
  final ScriptedBatches batches = new ScriptedBatches();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicLong random = new AtomicLong(1_000);

  /** What operators see. */
  volatile boolean journal = true;

  volatile boolean kafka;
  volatile Future<JsonArray> shards = Future.succeededFuture(new JsonArray());

  private final Vertx vertx = Vertx.vertx();
  private final OperationsVerticle operations;
  final NotedDiners diners = new NotedDiners();
  final SimulatedPayments payments = new SimulatedPayments(vertx, SLOW_PAYMENT_MS);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServerVerticle verticle;
  private final String deployment;

  private Api(
      @Nullable String staffToken, int requestsPerMinute, int bodyMs, int unreadMs, int atOnce) {
    HttpDependencies dependencies =
        new HttpDependencies(
            engine,
            engine,
            engine,
            engine,
            new Batches(batches),
            payments,
            diners,
            new RateLimiter(requestsPerMinute, 60, () -> 0),
            SECRET,
            staffToken,
            meters,
            random::incrementAndGet,
            NOW::toEpochMilli);
    // As many as share the port in a node; a negative port is a free one that they share.
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1", -1, 5_000, bodyMs, unreadMs, PAYMENT_MS, 1, HEARTBEAT_MS, atOnce, LOOPS);
    List<HttpServerVerticle> instances = new CopyOnWriteArrayList<>();
    deployment =
        await(
            vertx.deployVerticle(
                () -> {
                  HttpServerVerticle instance = new HttpServerVerticle(dependencies, settings);
                  instances.add(instance);
                  return instance;
                },
                new DeploymentOptions().setInstances(LOOPS)));
    verticle = instances.get(0);
    operations =
        new OperationsVerticle(
            "127.0.0.1",
            0,
            new Access(SECRET, staffToken),
            new Health().with("journal", true, () -> journal).with("kafka", false, () -> kafka),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            this::readShards,
            random::incrementAndGet);
    await(vertx.deployVerticle(operations));
  }

  static Api start() {
    return new Api(STAFF, 1_000_000, BODY_MS, UNREAD_MS, AT_ONCE);
  }

  static Api withoutStaffToken() {
    return new Api(null, 1_000_000, BODY_MS, UNREAD_MS, AT_ONCE);
  }

  static Api limitedTo(int requestsPerMinute) {
    return new Api(STAFF, requestsPerMinute, BODY_MS, UNREAD_MS, AT_ONCE);
  }

  /** One that has no room for any request. */
  static Api full() {
    return new Api(STAFF, 1_000_000, BODY_MS, UNREAD_MS, 0);
  }

  /** One that has so many requests under way at most, on each of its loops. */
  static Api withRoomFor(int atOnce) {
    return new Api(STAFF, 1_000_000, BODY_MS, UNREAD_MS, atOnce);
  }

  static Api withTimeForABody(int bodyMs) {
    return new Api(STAFF, 1_000_000, bodyMs, UNREAD_MS, AT_ONCE);
  }

  static Api withTimeToRead(int unreadMs) {
    return new Api(STAFF, 1_000_000, BODY_MS, unreadMs, AT_ONCE);
  }

  /** What lets its holder read and change the reservation. */
  static String tokenOf(ReservationId id) {
    return new Access(SECRET, null).tokenOf(id);
  }

  /** By what a diner is told from others. */
  static long keyOf(@Nullable String email, @Nullable String phone) {
    return new Access(SECRET, null).dinerKey(email, phone);
  }

  /** Stops the server in order; the future completes when it has stopped. */
  Future<Void> stopServer() {
    return vertx.undeploy(deployment);
  }

  int port() {
    return verticle.port();
  }

  private Future<JsonArray> readShards() {
    if (engine.broken) {
      throw new IllegalStateException("a defect");
    }
    return shards;
  }

  /** The port that the document has the address on. */
  private int portOf(String address) {
    Contract.Operation operation = Contract.operation("GET", address.split("\\?", 2)[0]);
    return operation != null && operation.isOperators() ? operations.port() : verticle.port();
  }

  private static String addressOf(String request) {
    return (request.split("\r\n", 2)[0] + "  ").split(" ", -1)[1];
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  /** A request that is being put together. */
  final class Call {
    private final HttpRequest.Builder request;
    private final String method;
    private byte @Nullable [] body;

    private Call(String method, String path) {
      this.method = method;
      request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    Call header(String name, String value) {
      request.header(name, value);
      return this;
    }

    Call bearer(String token) {
      return header("Authorization", "Bearer " + token);
    }

    Call json(String text) {
      return json(text.getBytes(StandardCharsets.UTF_8));
    }

    Call json(byte[] bytes) {
      return header("Content-Type", "application/json").body(bytes);
    }

    Call body(String text) {
      return body(text.getBytes(StandardCharsets.UTF_8));
    }

    Call body(byte[] bytes) {
      body = bytes;
      return this;
    }

    /** Sends it without waiting for the answer. */
    CompletableFuture<Answer> begin() {
      var publisher =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(body);
      return client
          .sendAsync(request.method(method, publisher).build(), Api::received)
          .thenApply(response -> Answer.of(response, body));
    }

    Answer send() {
      var publisher =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofByteArray(body);
      return answer(request.method(method, publisher).build(), body);
    }

    /** Sends the body in chunks, its length untold. */
    Answer sendChunked() {
      byte[] bytes = body == null ? new byte[0] : body;
      var publisher =
          HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
      return answer(request.method(method, publisher).build(), bytes);
    }
  }

  /** What came back; every answer is held against the document. */
  record Answer(HttpResponse<byte[]> response) {
    static Answer of(HttpResponse<byte[]> response, byte @Nullable [] sent) {
      HttpRequest request = response.request();
      String query = request.uri().getRawQuery();
      Answer answer = new Answer(response);
      Contract.check(
          new Contract.Asked(
              request.method(),
              request.uri().getRawPath() + (query == null ? "" : "?" + query),
              request.headers().firstValue("Content-Type").orElse(null),
              sent == null ? null : Buffer.buffer(sent)),
          answer.answered());
      return answer;
    }

    Contract.Answered answered() {
      Map<String, String> fields = new TreeMap<>();
      response.headers().map().forEach((name, values) -> fields.put(name, values.get(0)));
      return new Contract.Answered(status(), fields, Buffer.buffer(response.body()));
    }

    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    /** The places of the faults that the problem lists; fails unless it is one of that status. */
    List<String> faults(int status) {
      assertThat(status()).as(text()).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      List<String> places = new ArrayList<>();
      JsonNode errors = json().get("errors");
      if (errors != null) {
        for (JsonNode error : errors) {
          assertThat(error.get("detail").asText()).isNotBlank();
          places.add(error.get(error.has("pointer") ? "pointer" : "parameter").asText());
        }
      }
      return places;
    }

    /** Fails unless it is a problem of that status and type. */
    void isProblem(int status, String type) {
      faults(status);
      assertThat(json().get("type").asText()).isEqualTo("/problems/" + type);
      assertThat(json().get("title").asText()).isNotBlank();
      assertThat(json().get("status").asInt()).isEqualTo(status);
      assertThat(json().get("detail").asText()).isNotBlank();
      assertThat(json().get("instance").asText()).startsWith("urn:trace:");
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new IllegalStateException(text(), e);
      }
    }
  }

  Call call(String method, String path) {
    return new Call(method, path);
  }

  Call get(String path) {
    return call("GET", path);
  }

  Call post(String path, String json) {
    return call("POST", path).json(json);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + portOf(path) + path);
  }

  private Answer answer(HttpRequest request, byte @Nullable [] sent) {
    try {
      return Answer.of(client.send(request, Api::received), sent);
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All of it; of a stream of events what comes up to the first one. */
  private static HttpResponse.BodySubscriber<byte[]> received(HttpResponse.ResponseInfo info) {
    String type = info.headers().firstValue("Content-Type").orElse("");
    return type.equals(Contract.EVENTS)
        ? new FirstEvent()
        : HttpResponse.BodySubscribers.ofByteArray();
  }

  /** Sends these bytes as they are, and gives back all that comes until the server closes. */
  String raw(String bytes) throws IOException {
    String answers = exchanged(bytes);
    check(bytes, answers);
    return answers;
  }

  /** The first answer to these bytes. */
  Contract.Answered rawAnswer(String bytes) throws IOException {
    return check(bytes, exchanged(bytes));
  }

  /** A connection on which nothing is sent yet. */
  Socket connect() throws IOException {
    return connect(port());
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private String exchanged(String bytes) throws IOException {
    try (Socket socket = connect(portOf(addressOf(bytes)))) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Holds the first answer to what went over the wire against the document. */
  private static Contract.Answered check(String sent, String received) {
    String[] parts = received.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n", -1);
    Map<String, String> fields = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] field = lines[i].split(": ", 2);
      fields.put(field[0].toLowerCase(Locale.ROOT), field[1]);
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    Contract.Answered answered =
        new Contract.Answered(
            Integer.parseInt(lines[0].split(" ", -1)[1]),
            fields,
            Buffer.buffer(parts[1].substring(0, length).getBytes(StandardCharsets.ISO_8859_1)));
    String[] request = (sent.split("\r\n", 2)[0] + "  ").split(" ", -1);
    // Other versions of HTTP are not spoken, and have no form for a problem.
    if (answered.status() != 501) {
      Contract.check(new Contract.Asked(request[0], request[1], null, null), answered);
    }
    return answered;
  }
}
