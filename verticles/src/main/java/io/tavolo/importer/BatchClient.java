package io.tavolo.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines down one batch and reads the answers meanwhile. So many lines are under way at most;
 * who sends more waits. When the connection is lost, what has no answer is sent again by the next;
 * so is what the server could not take up. Both under their old keys: nothing happens twice.
 *
 * <p>{@link #send} and {@link #finish} are called by one thread, which waits; answers come on
 * another.
 */
final class BatchClient implements AutoCloseable {
  /** Takes what became of a line. */
  interface Answers {
    /** It is done: the status and the whole answer. */
    void done(ReservationRow row, JsonNode answer);

    /** It was refused. */
    void refused(ReservationRow row, String reason);
  }

  private static final int UNDER_WAY = 4_096;
  private static final int CHUNK_BYTES = 32 * 1024;
  private static final int CONNECT_MS = 10_000;
  private static final int LOOK_MS = 100;
  private static final int PAUSE_MS = 500;

  /** Connections in a row that bring no answer, and times a line is not taken up. */
  private static final int ATTEMPTS = 40;

  private static final int UNAVAILABLE = 503;
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Sent(ReservationRow row, Buffer line, int attempt) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final RequestOptions target;
  private final Answers answers;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final Queue<Sent> again = new ConcurrentLinkedQueue<>();
  private final String run;
  private @Nullable Stream stream;
  private Buffer chunk = Buffer.buffer();
  private int fruitless;

  /**
   * A client that connects when it has something to send.
   *
   * @param run a name no other run has
   */
  BatchClient(URI url, String token, String run, Answers answers) {
    this.run = run;
    this.answers = answers;
    client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MS));
    target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(url.resolve("/v1/batches").toString())
            .putHeader("authorization", "Bearer " + token)
            .putHeader("content-type", "application/x-ndjson");
  }

  /** One batch: a request whose lines are answered in their order. */
  private static final class Stream {
    private final HttpClientRequest request;
    private final Queue<Sent> unanswered = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicBoolean fruitful = new AtomicBoolean();

    Stream(HttpClientRequest request) {
      this.request = request;
    }
  }

  /**
   * Sends the row as soon as there is room.
   *
   * @throws CannotRun when the server cannot be reached, or does not let us in
   */
  void send(ReservationRow row) {
    while (again.size() > UNDER_WAY / 2) {
      Definitions.pause(PAUSE_MS);
      sendAgain();
    }
    enter();
    write(new Sent(row, Buffer.buffer(row.toLine(run)).appendByte((byte) '\n'), 1));
  }

  /** Waits until every row has its answer. */
  void finish() {
    do {
      sendAgain();
      flush();
      settle();
      if (!again.isEmpty()) {
        Definitions.pause(PAUSE_MS);
      }
    } while (!again.isEmpty());
    Stream last = stream;
    if (last != null) {
      last.request.end();
    }
  }

  private void sendAgain() {
    for (Sent sent = again.poll(); sent != null; sent = again.poll()) {
      enter();
      write(new Sent(sent.row(), sent.line(), sent.attempt() + 1));
    }
  }

  /** Waits for room for one more. */
  private void enter() {
    if (!room.tryAcquire()) {
      flush();
      take(1);
    }
  }

  private void settle() {
    take(UNDER_WAY);
    room.release(UNDER_WAY);
  }

  private void take(int permits) {
    try {
      while (!room.tryAcquire(permits, LOOK_MS, TimeUnit.MILLISECONDS)) {
        Stream present = stream;
        if (present != null && present.over.isDone()) {
          connect();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun("interrupted");
    }
  }

  private void write(Sent sent) {
    Stream present = stream;
    if (present == null || present.over.isDone()) {
      present = connect();
    }
    present.unanswered.add(sent);
    chunk.appendBuffer(sent.line());
    if (chunk.length() >= CHUNK_BYTES) {
      flush();
    }
  }

  private void flush() {
    Stream present = stream;
    if (present != null && chunk.length() > 0) {
      present.request.write(chunk);
      chunk = Buffer.buffer();
    }
  }

  /** A new connection, down which goes what the one before left without an answer. */
  private Stream connect() {
    Stream before = stream;
    List<Sent> left = before == null ? List.of() : new ArrayList<>(before.unanswered);
    chunk = Buffer.buffer();
    if (before != null && before.fruitful.get()) {
      fruitless = 0;
    }
    while (true) {
      if (before != null) {
        throwIfFinal(before);
        Definitions.pause(PAUSE_MS);
      }
      Stream next = tryOpen();
      if (next != null) {
        stream = next;
        for (Sent sent : left) {
          next.unanswered.add(sent);
          chunk.appendBuffer(sent.line());
        }
        flush();
        return next;
      }
    }
  }

  /** What no other connection would mend ends the import. */
  private static void throwIfFinal(Stream lost) {
    try {
      lost.over.get(0, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CannotRun end) {
        throw end;
      }
    } catch (InterruptedException | TimeoutException e) {
      // Another connection it is.
    }
  }

  private @Nullable Stream tryOpen() {
    if (++fruitless > ATTEMPTS) {
      throw new CannotRun("the server does not answer");
    }
    try {
      HttpClientRequest request =
          client
              .request(target)
              .toCompletionStage()
              .toCompletableFuture()
              .get(CONNECT_MS, TimeUnit.MILLISECONDS);
      Stream opened = new Stream(request);
      request.setChunked(true);
      request.exceptionHandler(opened.over::completeExceptionally);
      request
          .response()
          .compose(response -> read(opened, response))
          .onComplete(whole -> opened.over.complete(null), opened.over::completeExceptionally);
      request.sendHead();
      return opened;
    } catch (ExecutionException | TimeoutException e) {
      Definitions.pause(PAUSE_MS);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRun("interrupted");
    }
  }

  private Future<Void> read(Stream from, HttpClientResponse response) {
    int status = response.statusCode();
    if (status != 200) {
      return response
          .body()
          .compose(
              body ->
                  status == 429 || status == UNAVAILABLE
                      ? Future.failedFuture(new IOException("HTTP status " + status))
                      : Future.failedFuture(
                          new CannotRun("POST /v1/batches: " + reason(body, status))));
    }
    RecordParser lines = RecordParser.newDelimited("\n");
    lines.handler(line -> answered(from, line));
    response.handler(lines);
    return response.end();
  }

  private static String reason(Buffer body, int status) {
    try {
      return Problems.reason(JSON.readTree(body.getBytes()));
    } catch (IOException e) {
      return "HTTP status " + status;
    }
  }

  private void answered(Stream from, Buffer line) {
    try {
      JsonNode answer = JSON.readTree(line.getBytes());
      Sent sent = answer.has("done") ? null : from.unanswered.poll();
      if (sent == null) {
        return;
      }
      from.fruitful.set(true);
      int status = answer.path("status").asInt();
      if (status == UNAVAILABLE && sent.attempt() < ATTEMPTS) {
        again.add(sent);
      } else if (status < 300) {
        answers.done(sent.row(), answer);
      } else {
        answers.refused(sent.row(), Problems.reason(answer.path("problem")));
      }
      room.release();
    } catch (IOException e) {
      from.over.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
