package io.tavolo.cache;

import io.tavolo.retry.Backoff;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection to Redis that never makes anybody wait: what is asked in one turn goes
 * out together, and whatever has no answer within the deadline fails.
 *
 * <p>While there is no connection, or an answer is overdue, everything fails at once. A connection
 * that is silent for long is given up; a new one is tried with growing pauses.
 */
final class RedisLink {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

  /** How long a command may take. */
  static final int DEADLINE_MS = 100;

  private static final int SILENCE_MS = 1_000;
  private static final int CONNECT_MS = 1_000;
  private static final int SWEEP_MS = 20;
  private static final Backoff BACKOFF = new Backoff(50, 2_000);

  /** Commands that wait or are under way. */
  private static final int BOUND = 2_048;

  private static final int BATCH = 256;

  private record Call(Request request, Promise<@Nullable Response> answer) {}

  private record Sent(List<Call> calls, long atMs) {}

  private final Vertx vertx;
  private final Context context;
  private final String uri;
  private final ConcurrentLinkedQueue<Call> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean usable;

  // From here on the context's own.
  private final ArrayDeque<Sent> underWay = new ArrayDeque<>();
  private @Nullable Redis client;
  private @Nullable RedisConnection connection;
  private long connectingSinceMs;
  private int failures;
  private boolean closed;
  private long sweeper;

  /** On the context that the link is to live on. */
  RedisLink(Vertx vertx, Context context, String uri) {
    this.vertx = vertx;
    this.context = context;
    this.uri = uri;
  }

  /** Begins to connect. */
  void open() {
    sweeper = vertx.setPeriodic(SWEEP_MS, timer -> sweep());
    connect();
  }

  void close() {
    closed = true;
    vertx.cancelTimer(sweeper);
    giveUp();
    failQueued();
  }

  boolean isUsable() {
    return usable;
  }

  /** Sends the command. Any thread; completes on the caller's context. */
  Future<@Nullable Response> send(Request request) {
    if (!usable) {
      return Future.failedFuture(new CacheUnavailable("Redis is away"));
    }
    if (open.incrementAndGet() > BOUND) {
      open.decrementAndGet();
      return Future.failedFuture(new CacheUnavailable("too much is asked of Redis"));
    }
    Call call = new Call(request, Promise.promise());
    Future<@Nullable Response> answer =
        Handover.to(vertx.getOrCreateContext(), call.answer.future());
    queue.add(call);
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(v -> drain());
    }
    return answer;
  }

  private void drain() {
    woken.set(false);
    RedisConnection to = connection;
    if (!usable || to == null) {
      failQueued();
      return;
    }
    while (!queue.isEmpty()) {
      List<Call> calls = new ArrayList<>();
      for (Call c = queue.poll(); c != null; c = calls.size() < BATCH ? queue.poll() : null) {
        calls.add(c);
      }
      Sent sent = new Sent(calls, now());
      underWay.add(sent);
      send(to, sent, true);
    }
  }

  private void send(RedisConnection to, Sent sent, boolean first) {
    List<Request> requests = sent.calls.stream().map(Call::request).toList();
    to.batch(requests)
        .onSuccess(answers -> answered(sent, answers))
        .onFailure(
            fault -> {
              if (first && connection == to && String.valueOf(fault).contains("NOSCRIPT")) {
                // Somebody emptied Redis's scripts. All in the batch may be said twice.
                to.send(SnapshotScript.load()).onComplete(loaded -> send(to, sent, false));
              } else {
                fail(sent.calls, "Redis: " + fault.getMessage());
                over(sent);
              }
            });
  }

  private void answered(Sent sent, List<Response> answers) {
    for (int i = 0; i < answers.size(); i++) {
      if (sent.calls.get(i).answer.tryComplete(answers.get(i))) {
        open.decrementAndGet();
      }
    }
    over(sent);
  }

  /** Redis has spoken, if only to refuse. */
  private void over(Sent sent) {
    underWay.remove(sent);
    usable = connection != null && !isOverdue();
  }

  private void fail(List<Call> calls, String fault) {
    CacheUnavailable failure = new CacheUnavailable(fault);
    for (Call call : calls) {
      if (call.answer.tryFail(failure)) {
        open.decrementAndGet();
      }
    }
  }

  private void failQueued() {
    List<Call> calls = new ArrayList<>();
    for (Call call = queue.poll(); call != null; call = queue.poll()) {
      calls.add(call);
    }
    fail(calls, "Redis is away");
  }

  private boolean isOverdue() {
    Sent oldest = underWay.peek();
    return oldest != null && now() - oldest.atMs >= DEADLINE_MS;
  }

  private void sweep() {
    if (isOverdue()) {
      usable = false;
      long nowMs = now();
      for (Sent sent : underWay) {
        if (nowMs - sent.atMs >= DEADLINE_MS) {
          fail(sent.calls, "Redis did not answer in time");
        }
      }
      failQueued();
    }
    Sent oldest = underWay.peek();
    boolean silent = oldest != null && now() - oldest.atMs >= SILENCE_MS;
    boolean stuck = connection == null && client != null && now() - connectingSinceMs >= CONNECT_MS;
    if (silent || stuck) {
      lost(silent ? "it is silent" : "it does not greet");
    }
  }

  private void connect() {
    RedisOptions options =
        new RedisOptions()
            .setConnectionString(uri)
            .setMaxPoolSize(1)
            .setMaxWaitingHandlers(2 * BOUND)
            .setNetClientOptions(
                new NetClientOptions().setConnectTimeout(CONNECT_MS).setTcpNoDelay(true));
    Redis mine = Redis.createClient(vertx, options);
    client = mine;
    connectingSinceMs = now();
    mine.connect()
        .compose(made -> made.send(SnapshotScript.load()).map(loaded -> made))
        .onComplete(
            made -> {
              if (client != mine) {
                return;
              }
              if (made.succeeded()) {
                connected(mine, made.result());
              } else {
                lost(String.valueOf(made.cause().getMessage()));
              }
            });
  }

  private void connected(Redis mine, RedisConnection made) {
    if (failures > 0) {
      log.info("Redis is there again");
    }
    failures = 0;
    connection = made;
    made.exceptionHandler(fault -> lostOf(mine, String.valueOf(fault.getMessage())));
    made.endHandler(end -> lostOf(mine, "it hung up"));
    usable = true;
  }

  private void lostOf(Redis whose, String why) {
    if (client == whose) {
      lost(why);
    }
  }

  private void lost(String why) {
    if (failures++ == 0) {
      log.warn("Redis is away, availability comes from the lanes: {}", why);
    }
    giveUp();
    if (!closed) {
      vertx.setTimer(
          BACKOFF.pauseMs(failures),
          timer -> {
            if (!closed) {
              connect();
            }
          });
    }
  }

  private void giveUp() {
    usable = false;
    Redis former = client;
    client = null;
    connection = null;
    List<Sent> unanswered = List.copyOf(underWay);
    underWay.clear();
    unanswered.forEach(sent -> fail(sent.calls, "Redis is away"));
    if (former != null) {
      former.close();
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
