package io.tavolo.http;

import io.tavolo.http.auth.Caller;
import io.tavolo.http.exchange.Exchange;
import io.tavolo.http.exchange.LineAnswers;
import io.tavolo.http.exchange.LineJob;
import io.tavolo.http.exchange.Routes;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches whose senders do not wait ({@code Prefer: respond-async}, RFC 7240): taken in whole,
 * answered 202, carried out, and what became of them kept for their sender at an address of its
 * own. A node that stops leaves a batch interrupted; by its keys it may be sent again.
 */
final class BatchJobs {
  static final String PREFERENCE = "respond-async";

  /**
   * An unfinished one that is older will not be finished: its time is over, and that of keeping.
   */
  static final long INTERRUPTED_MS = LineJob.LIMIT_MS + 120_000;

  private static final Logger LOG = LoggerFactory.getLogger(BatchJobs.class);
  private static final int KEEPING_TRIES = 30;
  private static final int KEEPING_PAUSE_MS = 2_000;
  private static final String RETRY_AFTER = "1";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Vertx vertx;
  private final PerLoop loop;
  private final Batches batches;

  BatchJobs(Vertx vertx, PerLoop loop) {
    this.vertx = vertx;
    this.loop = loop;
    this.batches = loop.node().batches();
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.GET, "/v1/batches/{batch_id}", this::read);
  }

  /** Takes the batch in, when there is room for it. */
  void accept(Exchange exchange, Caller caller, LineAnswers answers) {
    Batches.Room room = batches.enter();
    if (room == null) {
      throw Problem.unavailable(
              "%d batches are under way; nothing was done".formatted(Batches.MAX_RUNNING), 5)
          .asException();
    }
    Reception reception = new Reception(exchange, caller, answers, room);
    exchange.whenOver(reception::over);
    try {
      exchange.wholeLines(reception::received);
    } catch (RuntimeException e) {
      room.leave();
      throw e;
    }
  }

  /** A batch between its first byte and its answer. */
  private final class Reception {
    private final Exchange exchange;
    private final Caller caller;
    private final LineAnswers answers;
    private final Batches.Room room;
    private boolean whole;

    Reception(Exchange exchange, Caller caller, LineAnswers answers, Batches.Room room) {
      this.exchange = exchange;
      this.caller = caller;
      this.answers = answers;
      this.room = room;
    }

    /** Nobody is there any more; a batch that has come whole goes on. */
    void over() {
      if (!whole) {
        room.leave();
      }
    }

    void received(byte[] body) {
      int lines = LineJob.count(body);
      if (lines > LineJob.MAX_LINES) {
        throw Problem.of(
                ProblemType.BODY_TOO_LARGE,
                "%d lines (expected: at most %d)".formatted(lines, LineJob.MAX_LINES))
            .asException();
      }
      whole = true;
      UUID id = newId();
      Context context = vertx.getOrCreateContext();
      LineJob job = new LineJob(context, body, answers, System::nanoTime);
      Future<Void> accepted = reachable(batches.store().accept(id, caller.scope(), lines));
      accepted.onFailure(cause -> room.leave());
      exchange.after(
          accepted,
          done -> {
            job.run()
                .compose(answered -> keep(id, answered, KEEPING_TRIES))
                .onComplete(kept -> room.leave());
            exchange
                .with(HttpHeaders.LOCATION, "/v1/batches/" + id)
                .with("Preference-Applied", PREFERENCE);
            running(exchange, id, lines);
          });
    }
  }

  private UUID newId() {
    return new UUID(loop.node().randomBits().getAsLong(), loop.node().randomBits().getAsLong());
  }

  /** The work is done: a store that is away for a moment must not lose what became of it. */
  private Future<Void> keep(UUID id, Buffer answers, int tries) {
    return batches
        .store()
        .finish(id, answers)
        .recover(
            cause -> {
              if (tries == 1) {
                LOG.warn("the answers to batch {} are lost", id, cause);
                return Future.failedFuture(cause);
              }
              return vertx
                  .timer(KEEPING_PAUSE_MS, TimeUnit.MILLISECONDS)
                  .compose(later -> keep(id, answers, tries - 1));
            });
  }

  private void read(Exchange exchange) {
    loop.access().requireStaff(exchange.header(HttpHeaders.AUTHORIZATION));
    UUID id = id(exchange.segment(0));
    exchange.after(
        reachable(batches.store().find(id, Caller.STAFF.scope())),
        found -> give(exchange, id, found));
  }

  private static void give(Exchange exchange, UUID id, Optional<BatchStore.Kept> found) {
    BatchStore.Kept kept = found.orElseThrow(BatchJobs::noSuchBatch);
    Buffer answers = kept.answers();
    if (answers != null) {
      exchange.content("application/x-ndjson", answers);
    } else if (kept.ageMs() > INTERRUPTED_MS) {
      throw Problem.of(
              ProblemType.BATCH_INTERRUPTED,
              "the server that had it stopped; send it again with the same keys")
          .asException();
    } else {
      running(exchange, id, kept.lines());
    }
  }

  private static void running(Exchange exchange, UUID id, int lines) {
    exchange
        .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
        .json(
            202,
            out -> {
              out.writeStringField("batch_id", id.toString());
              out.writeStringField("status", "running");
              out.writeNumberField("lines", lines);
            });
  }

  private static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw noSuchBatch();
    }
    return UUID.fromString(text);
  }

  private static RuntimeException noSuchBatch() {
    return Problem.of(ProblemType.NOT_FOUND, "no such batch, or no longer").asException();
  }

  private static <T> Future<T> reachable(Future<T> future) {
    return future.recover(
        cause -> {
          LOG.warn("a batch could not be stored or read", cause);
          return Future.failedFuture(
              Problem.unavailable("the database does not answer; nothing was done", 2)
                  .asException());
        });
  }
}
