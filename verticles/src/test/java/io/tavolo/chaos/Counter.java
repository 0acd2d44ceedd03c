package io.tavolo.chaos;

import io.tavolo.chaos.check.Answer;
import io.tavolo.chaos.check.Attempt;
import io.tavolo.chaos.check.Call;
import io.tavolo.chaos.check.Call.Op;
import io.tavolo.chaos.check.Name;
import io.tavolo.engine.id.ReservationId;
import io.tavolo.engine.id.RestaurantNumber;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.time.Ticks;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.CommandNames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls for one client: to any node, under the same key to the next one when there was no
 * definite answer, for a minute at most. Every call is noted. One thread.
 */
final class Counter {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
  private static final int LEAST_PAUSE_MS = 20;
  private static final int MOST_PAUSE_MS = 120;

  /**
   * A reservation or hold that was made for this client.
   *
   * @param key under which it was made, or null
   */
  record Mine(String house, Shape shape, Answer.Stands stands, String token, @Nullable String key) {
    long id() {
      return stands.shown().id();
    }

    String publicId() {
      return new ReservationId(RestaurantNumber.of(house), id()).toString();
    }
  }

  /** What is asked for. */
  record Shape(int startTick, int partySize) {
    private String start() {
      return Instant.ofEpochSecond(Ticks.epochSecond(startTick)).toString();
    }
  }

  private final int client;
  private final Desk desk;
  private final History history;
  private final List<Node> nodes;
  private final SplittableRandom random;
  private final CommandNames names;

  Counter(int client, Desk desk, History history, List<Node> nodes, SplittableRandom random) {
    this.client = client;
    this.desk = desk;
    this.history = history;
    this.nodes = List.copyOf(nodes);
    this.random = random;
    names = new CommandNames(random::nextLong);
  }

  /** Books or holds; null when it was not made, or nobody knows. */
  @Nullable Mine make(Op op, String house, Shape shape, @Nullable String key, boolean external)
      throws InterruptedException {
    String externalId = external ? uuid() : null;
    String more =
        (externalId == null ? "" : ",\"external_id\":\"" + externalId + '"')
            + (op == Op.HOLD ? ",\"ttl_seconds\":" + random.nextInt(10, 16) : "");
    String body =
        "{\"party_size\":%d,\"start\":\"%s\",\"diner\":{\"name\":\"Ada %d\",\"email\":\"ada%d@example.org\"}%s}"
            .formatted(shape.partySize(), shape.start(), client, client, more);
    String path = "/v1/restaurants/" + house + (op == Op.HOLD ? "/holds" : "/reservations");
    var sending = new Desk.Sending("POST", path, body, key, null);
    return made(op, house, shape, key, externalId, sending);
  }

  private @Nullable Mine made(
      Op op,
      String house,
      Shape shape,
      @Nullable String key,
      @Nullable String external,
      Desk.Sending sending)
      throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    Desk.Received last = attempt(sending, attempts);
    history.add(
        new Call(
            client,
            op,
            house,
            key(key),
            external(external),
            0,
            shape.startTick(),
            shape.partySize(),
            attempts));
    return last.attempt().answer() instanceof Answer.Stands stands && last.token() != null
        ? new Mine(house, shape, stands, last.token(), key)
        : null;
  }

  /** Sends the command of a reservation, by which it was made, once more. */
  void repeat(Mine mine, Op op) throws InterruptedException {
    // The body has to be the same: only what was made without chance in it is repeated.
    make(op, mine.house(), mine.shape(), mine.key(), false);
  }

  boolean confirm(Mine mine, @Nullable String key) throws InterruptedException {
    String path = "/v1/holds/" + mine.publicId() + "/confirm";
    return about(Op.CONFIRM, mine, null, key, "POST", path, null).succeeded();
  }

  void release(Mine mine) throws InterruptedException {
    about(Op.RELEASE, mine, null, null, "DELETE", "/v1/holds/" + mine.publicId(), null);
  }

  void cancel(Mine mine) throws InterruptedException {
    about(Op.CANCEL, mine, null, null, "DELETE", path(mine), null);
  }

  Call move(Mine mine, Shape shape, String key) throws InterruptedException {
    String body =
        "{\"start\":\"%s\",\"party_size\":%d}".formatted(shape.start(), shape.partySize());
    return about(Op.MOVE, mine, shape, key, "PATCH", path(mine), body);
  }

  void read(Mine mine) throws InterruptedException {
    about(Op.READ, mine, null, null, "GET", path(mine), null);
  }

  private static String path(Mine mine) {
    return "/v1/reservations/" + mine.publicId();
  }

  private Call about(
      Op op,
      Mine mine,
      @Nullable Shape shape,
      @Nullable String key,
      String method,
      String path,
      @Nullable String body)
      throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    attempt(new Desk.Sending(method, path, body, key, mine.token()), attempts);
    Call call =
        new Call(
            client,
            op,
            mine.house(),
            key(key),
            null,
            mine.id(),
            shape == null ? 0 : shape.startTick(),
            shape == null ? 0 : shape.partySize(),
            attempts);
    history.add(call);
    return call;
  }

  /**
   * What is free.
   *
   * @param cacheIsAway whether it is certain that no node has a cache
   */
  Call free(String house, int day, int partySize, BooleanSupplier cacheIsAway)
      throws InterruptedException {
    boolean wasAway = cacheIsAway.getAsBoolean();
    List<Attempt> attempts = new ArrayList<>();
    String path =
        "/v1/restaurants/%s/availability?date=%s&party_size=%d"
            .formatted(house, LocalDate.ofEpochDay(day), partySize);
    attempt(new Desk.Sending("GET", path, null, null, null), attempts);
    Call call =
        new Call(
            client,
            wasAway && cacheIsAway.getAsBoolean() ? Op.FREE_OF_LANE : Op.FREE,
            house,
            null,
            null,
            0,
            day * Ticks.PER_DAY,
            partySize,
            attempts);
    history.add(call);
    return call;
  }

  private Desk.Received attempt(Desk.Sending sending, List<Attempt> attempts)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NS;
    int node = random.nextInt(nodes.size());
    while (true) {
      Desk.Received received = desk.send(nodes.get(node), sending);
      attempts.add(received.attempt());
      Answer answer = received.attempt().answer();
      boolean over = answer.isDefinite() || answer instanceof Answer.Surprise;
      if (over || System.nanoTime() > deadline) {
        return received;
      }
      node = (node + 1) % nodes.size();
      Thread.sleep(random.nextInt(LEAST_PAUSE_MS, MOST_PAUSE_MS));
    }
  }

  private @Nullable Name key(@Nullable String key) {
    if (key == null) {
      return null;
    }
    CommandKey name = names.key(Caller.GUEST, key, "", "");
    return new Name(name.high(), name.low());
  }

  private @Nullable Name external(@Nullable String external) {
    if (external == null) {
      return null;
    }
    ExternalId name = Objects.requireNonNull(names.external(Caller.GUEST, external));
    return new Name(name.high(), name.low());
  }

  /** A name that nobody can guess, as a guest's must be; drawn from the seed like all else. */
  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
