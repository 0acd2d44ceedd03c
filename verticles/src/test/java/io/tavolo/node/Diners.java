package io.tavolo.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  record Booked(String id, String token) {}

  private final NodeProcess node;
  private final List<String> houses;
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean leaving;

  final Map<Booked, Told> told = new ConcurrentHashMap<>();

  /** Bodies by key that were sent and not answered. */
  final Map<String, HttpRequest> unanswered = new ConcurrentHashMap<>();

  final List<String> surprises = java.util.Collections.synchronizedList(new ArrayList<>());

  Diners(NodeProcess node, List<String> houses) {
    this.node = node;
    this.houses = houses;
  }

  /**
   * Runs so many at once until {@code count} answers have come, then calls {@code then} while they
   * go on.
   */
  void until(int count, int diners, long seed, ThrowingRunnable then) throws Exception {
    answers.set(0);
    leaving = false;
    CountDownLatch enough = new CountDownLatch(count);
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < diners; n++) {
      SplittableRandom random = new SplittableRandom(seed * 1000 + n);
      Thread thread = new Thread(() -> dine(random, enough), "diner " + n);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    if (!enough.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("only " + answers.get() + " answers in 60 s");
    }
    then.run();
    leaving = true;
    for (Thread thread : threads) {
      thread.join(60_000);
    }
  }

  interface ThrowingRunnable {
    void run() throws Exception;
  }

  private void dine(SplittableRandom random, CountDownLatch enough) {
    List<Booked> mine = new ArrayList<>();
    try {
      while (!leaving) {
        if (!mine.isEmpty() && random.nextBoolean()) {
          cancel(mine.remove(random.nextInt(mine.size())));
        } else {
          book(random, mine);
        }
        answers.incrementAndGet();
        enough.countDown();
      }
    } catch (IOException e) {
      // The node is gone: this diner goes too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void book(SplittableRandom random, List<Booked> mine)
      throws IOException, InterruptedException {
    String house = houses.get(random.nextInt(houses.size()));
    String start =
        "%sT%02d:%02d:00Z"
            .formatted(
                LocalDate.now(ZoneOffset.UTC).plusDays(2 + random.nextInt(300)),
                12 + random.nextInt(10),
                15 * random.nextInt(4));
    String key = UUID.randomUUID().toString();
    HttpRequest request =
        HttpRequest.newBuilder(
                node.post("/v1/restaurants/" + house + "/reservations", Houses.booking(start)),
                (name, value) -> true)
            .header("idempotency-key", '"' + key + '"')
            .build();
    unanswered.put(key, request);
    HttpResponse<String> answer = node.client().send(request, HttpResponse.BodyHandlers.ofString());
    unanswered.remove(key);
    if (answer.statusCode() == 201) {
      JsonNode reservation = json.readTree(answer.body());
      Booked booked =
          new Booked(
              reservation.get("reservation_id").asText(), reservation.get("manage_token").asText());
      told.put(booked, Told.CONFIRMED);
      mine.add(booked);
    } else if (answer.statusCode() != 409) {
      surprises.add(answer.statusCode() + " " + answer.body());
    }
  }

  private void cancel(Booked booked) throws IOException, InterruptedException {
    told.put(booked, Told.UNKNOWN);
    HttpResponse<String> answer =
        node.client()
            .send(
                HttpRequest.newBuilder(node.api("/v1/reservations/" + booked.id()))
                    .header("authorization", "Bearer " + booked.token())
                    .DELETE()
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() == 204) {
      told.put(booked, Told.CANCELLED);
    } else {
      surprises.add("cancel: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** What the node says of a reservation now: its status, or the HTTP status when there is none. */
  String statusOf(Booked booked) throws IOException, InterruptedException {
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
