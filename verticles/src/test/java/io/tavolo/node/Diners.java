package io.tavolo.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Diners who book and cancel as fast as they are answered, and remember every answer. */
final class Diners {
  /** What a diner was told of a reservation. */
  enum Told {
    CONFIRMED,
    CANCELLED,
    /** Asked to cancel, and not answered. */
    UNKNOWN
  }

  /**
   * A reservation that was acknowledged.
   *
   * @param name the diner's, which no other has
   */
  record Booked(String id, String token, String name) {}

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<NodeProcess> nodes;
  private final List<String> houses;
  private final int days;
  private final boolean wander;
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger answers = new AtomicInteger();
  private final List<Thread> present = new ArrayList<>();
  private volatile boolean leaving;

  final Map<Booked, Told> told = new ConcurrentHashMap<>();

  /** Requests by key that were sent and have no certain answer. */
  final Map<String, HttpRequest> unanswered = new ConcurrentHashMap<>();

  /** Names of those who were told that nothing was done. */
  final Set<String> denied = ConcurrentHashMap.newKeySet();

  /** Answers of 503. */
  final AtomicInteger unavailable = new AtomicInteger();

  /** What they said, and how often. */
  final Map<String, Integer> whyUnavailable = new ConcurrentHashMap<>();

  /** Diners that left because their node asked them to, or took no connection. */
  final AtomicInteger turnedAway = new AtomicInteger();

  /** Why diners left whose node hung up on their request. */
  final List<String> hungUpOn = Collections.synchronizedList(new ArrayList<>());

  final List<String> surprises = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param nodes each diner keeps to one of them
   * @param days from the day after tomorrow on; each draws one
   */
  Diners(List<NodeProcess> nodes, List<String> houses, int days) {
    this(nodes, houses, days, false);
  }

  /**
   * @param wander whether a diner goes to the next node when one turns it away, and not home
   */
  Diners(List<NodeProcess> nodes, List<String> houses, int days, boolean wander) {
    this.wander = wander;
    this.nodes = nodes;
    this.houses = houses;
    this.days = days;
  }

  static LocalDate firstDay() {
    return LocalDate.now(ZoneOffset.UTC).plusDays(2);
  }

  interface ThrowingRunnable {
    void run() throws Exception;
  }

  /**
   * Runs so many at once until {@code count} answers have come, then calls {@code then} while they
   * go on.
   */
  void until(int count, int diners, long seed, ThrowingRunnable then) throws Exception {
    come(diners, seed);
    awaitAnswers(count);
    then.run();
    leave();
  }

  void come(int diners, long seed) {
    leaving = false;
    for (int n = 0; n < diners; n++) {
      SplittableRandom random = new SplittableRandom(seed * 1000 + n);
      int first = n % nodes.size();
      Thread thread = new Thread(() -> dine(first, random), "diner " + n);
      thread.setDaemon(true);
      thread.start();
      present.add(thread);
    }
  }

  /** Waits for so many more answers other than 503; returns how long they took, in seconds. */
  double awaitAnswers(int count) throws InterruptedException {
    long began = System.nanoTime();
    int target;
    synchronized (answers) {
      target = answers.get() + count;
      while (answers.get() < target) {
        long left = PATIENCE.toMillis() - (System.nanoTime() - began) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              "%d answers are missing after %s".formatted(target - answers.get(), PATIENCE));
        }
        answers.wait(left);
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Each goes once the answer is there that it waits for. */
  void leave() throws InterruptedException {
    leaving = true;
    for (Thread thread : present) {
      thread.join(60_000);
      if (thread.isAlive()) {
        throw new IllegalStateException(thread.getName() + " has no answer after 60 s");
      }
    }
    present.clear();
  }

  private void dine(int first, SplittableRandom random) {
    List<Booked> mine = new ArrayList<>();
    int at = first;
    try {
      do {
        dine(nodes.get(at), random, mine);
        at = (at + 1) % nodes.size();
      } while (wander && !leaving);
    } catch (IOException e) {
      // The node is gone: this diner goes too.
      hungUpOn.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until all leave, or the node takes no more requests. */
  private void dine(NodeProcess node, SplittableRandom random, List<Booked> mine)
      throws IOException, InterruptedException {
    try {
      while (!leaving) {
        boolean answered =
            (!mine.isEmpty() && random.nextBoolean())
                ? cancel(node, mine.remove(random.nextInt(mine.size())))
                : book(node, random, mine);
        if (answered) {
          synchronized (answers) {
            answers.incrementAndGet();
            answers.notifyAll();
          }
        }
      }
    } catch (ConnectException e) {
      turnedAway.incrementAndGet();
    }
  }

  private boolean book(NodeProcess node, SplittableRandom random, List<Booked> mine)
      throws IOException, InterruptedException {
    String house = houses.get(random.nextInt(houses.size()));
    String start =
        "%sT%02d:%02d:00Z"
            .formatted(
                firstDay().plusDays(random.nextInt(days)),
                12 + random.nextInt(10),
                15 * random.nextInt(4));
    String key = UUID.randomUUID().toString();
    HttpRequest request = booking(node, house, start, key);
    unanswered.put(key, request);
    HttpResponse<String> answer = node.client().send(request, HttpResponse.BodyHandlers.ofString());
    switch (answer.statusCode()) {
      case 201 -> {
        unanswered.remove(key);
        Booked booked = booked(answer, key);
        told.put(booked, Told.CONFIRMED);
        mine.add(booked);
      }
      case 409 -> unanswered.remove(key);
      case 503 -> {
        unavailable(answer);
        if (answer.body().contains("nothing was done")) {
          denied.add(key);
        }
      }
      default -> surprises.add(answer.statusCode() + " " + answer.body());
    }
    return heard(answer);
  }

  /** Whether it was an answer to the question. A node that stops says first that it will. */
  private static boolean heard(HttpResponse<String> answer) throws ConnectException {
    if (answer.headers().firstValue("connection").orElse("").equals("close")) {
      throw new ConnectException("come no more");
    }
    return answer.statusCode() != 503;
  }

  private static HttpRequest booking(NodeProcess node, String house, String start, String key) {
    return HttpRequest.newBuilder(
            node.post("/v1/restaurants/" + house + "/reservations", Houses.booking(start, key)),
            (name, value) -> true)
        .header("idempotency-key", '"' + key + '"')
        .build();
  }

  private Booked booked(HttpResponse<String> answer, String name) throws IOException {
    JsonNode reservation = json.readTree(answer.body());
    return new Booked(
        reservation.get("reservation_id").asText(), reservation.get("manage_token").asText(), name);
  }

  private boolean cancel(NodeProcess node, Booked booked) throws IOException, InterruptedException {
    told.put(booked, Told.UNKNOWN);
    HttpResponse<String> answer =
        node.client()
            .send(
                HttpRequest.newBuilder(node.api("/v1/reservations/" + booked.id()))
                    .header("authorization", "Bearer " + booked.token())
                    .timeout(Duration.ofSeconds(30))
                    .DELETE()
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    switch (answer.statusCode()) {
      case 204 -> told.put(booked, Told.CANCELLED);
      case 503 -> unavailable(answer);
      default -> surprises.add("cancel: " + answer.statusCode() + " " + answer.body());
    }
    return heard(answer);
  }

  private void unavailable(HttpResponse<String> answer) {
    unavailable.incrementAndGet();
    whyUnavailable.merge(new JsonObject(answer.body()).getString("detail"), 1, Integer::sum);
    if (answer.headers().firstValue("retry-after").isEmpty()
        || !answer
            .headers()
            .firstValue("content-type")
            .orElse("")
            .startsWith("application/problem+json")) {
      surprises.add("503 without its fields: " + answer.headers().map() + " " + answer.body());
    }
  }

  /** An outcome that nobody knows resolves by the same key, twice to the same. */
  void resolveUnanswered(NodeProcess node) throws Exception {
    for (Map.Entry<String, HttpRequest> entry : unanswered.entrySet()) {
      HttpRequest again =
          HttpRequest.newBuilder(entry.getValue(), (name, value) -> true)
              .uri(node.api(entry.getValue().uri().getPath()))
              .build();
      HttpResponse<String> first = node.client().send(again, HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> second = node.client().send(again, HttpResponse.BodyHandlers.ofString());
      if (first.statusCode() == 201 && second.statusCode() == 201) {
        Booked booked = booked(first, entry.getKey());
        told.put(booked, Told.CONFIRMED);
        if (!booked(second, entry.getKey()).equals(booked)) {
          surprises.add("two reservations of one key: " + first.body() + " " + second.body());
        }
      } else if (first.statusCode() != 409 || second.statusCode() != 409) {
        surprises.add("retry: " + first.body() + " " + second.body());
      }
    }
    unanswered.clear();
    denied.clear();
  }

  /** What the node says of a reservation now: its status, or the HTTP status when there is none. */
  String statusOf(NodeProcess node, Booked booked) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        node.client()
            .send(
                HttpRequest.newBuilder(node.api("/v1/reservations/" + booked.id()))
                    .header("authorization", "Bearer " + booked.token())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() == 200
        ? json.readTree(answer.body()).get("status").asText()
        : Integer.toString(answer.statusCode());
  }
}
