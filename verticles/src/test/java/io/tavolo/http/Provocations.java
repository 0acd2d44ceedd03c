package io.tavolo.http;

import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.http.body.FloorPlanBody;
import io.tavolo.http.body.PoliciesBody;
import io.tavolo.http.body.ScheduleBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;

/** Brings about every answer that the document declares: what must be wrong for each problem. */
final class Provocations implements AutoCloseable {
  private final Api api = Api.start();
  private final Api impatient = Api.withTimeForABody(50);
  private final Api exhausted = Api.limitedTo(1);
  private final Api full = Api.full();

  Provocations() {
    exhausted.get("/").send();
  }

  @Override
  public void close() {
    api.close();
    impatient.close();
    exhausted.close();
    full.close();
  }

  /** The success with that status and content type. */
  Api.Answer success(Contract.Operation operation, int status, String type, String mediaType) {
    settle(operation, request -> done(request, status == 201));
    Sample sample = Sample.of(operation, mediaType);
    if (operation.isOperators()) {
      api.journal = status < 400;
    }
    if (status == 304) {
      sample.field("If-None-Match", "*");
    }
    if (operation.id().equals("readBatch")) {
      api.batches.kept(sample.lastSegment(), 0, status == 202 ? null : Buffer.buffer("{}\n"));
    }
    if (operation.id().equals("batch") && status == 200) {
      sample.fields.remove("Prefer");
    }
    if (type.startsWith("text/css")) {
      sample.path = "/docs/swagger-ui.css";
    }
    return sample.send(api);
  }

  /** The answer with that problem. */
  Contract.Answered problem(Contract.Operation operation, String slug) throws IOException {
    settle(operation, request -> done(request, false));
    Sample sample = Sample.of(operation, Sample.mediaTypes(operation).get(0));
    return switch (slug) {
      case "bad-request" -> api.rawAnswer(sample.raw("no colon"));
      case "uri-too-long" -> api.rawAnswer(sample.addQuery("x", "x".repeat(5_000)).raw("A: b"));
      case "headers-too-large" -> api.rawAnswer(sample.raw("A: " + "a".repeat(9_000)));
      case "body-too-large" ->
          sample
              .body(" ".repeat(operation.id().equals("batch") ? 9_000_000 : 70_000))
              .send(api)
              .answered();
      case "request-timeout" -> impatient.rawAnswer(sample.raw("Content-Length: 10"));
      case "too-many-requests" -> sample.send(exhausted).answered();
      case "unavailable" -> {
        settle(operation, request -> ScriptedEngine.UNSCRIPTED);
        api.engine.day = ScriptedEngine.UNSCRIPTED;
        api.engine.databaseDown = true;
        api.batches.down = true;
        api.shards = Future.failedFuture("secret-host is down");
        Contract.Answered answered = sample.send(api).answered();
        // What needs nothing but itself is unavailable only where too many are under way.
        yield answered.status() == 503
            ? answered
            : Sample.of(operation, Sample.mediaTypes(operation).get(0)).send(full).answered();
      }
      case "internal-error" -> {
        api.engine.broken = true;
        yield sample.send(api).answered();
      }
      default -> spoiled(sample, slug).send(api).answered();
    };
  }

  /** The answer to the operation's example when the engine refuses it so. */
  Api.Answer refused(Contract.Operation operation, Refusal refusal) {
    Sample sample = Sample.of(operation, Sample.mediaTypes(operation).get(0));
    if (refusal == Refusal.VERSION_MISMATCH) {
      sample.field("If-Match", "\"1\"");
    }
    return refused(sample, refusal).send(api);
  }

  private Sample spoiled(Sample sample, String slug) {
    return switch (slug) {
      case "invalid-header" ->
          sample.field("If-Match", "x").field("If-None-Match", "x").field("Last-Event-ID", "x");
      case "invalid-parameter" -> sample.addQuery("nonsense", "1");
      case "invalid-idempotency-key" -> sample.field("Idempotency-Key", "\"");
      case "malformed-json" -> sample.body("{");
      case "unauthenticated" -> sample.field("Authorization", "Basic x");
      case "forbidden" -> sample.field("Authorization", "Bearer x");
      case "not-found" -> sample.elsewhere();
      case "unsupported-media-type" -> sample.field("Content-Type", "text/plain");
      case "invalid-body" -> sample.body("{\"nonsense\":1}");
      case "slot-unavailable" -> refused(sample, refusal(sample.reasons().get(0)));
      case "payment-declined" -> {
        api.engine.reservations.put(Fixtures.ID, Fixtures.owing(Status.HELD, 1, Fixtures.ADA));
        yield sample.body("{\"payment_token\":\"tok_declined\"}");
      }
      case "deposit-required" -> refused(sample, Refusal.DEPOSIT_REQUIRED);
      case "not-changeable" -> refused(sample, Refusal.NOT_CHANGEABLE);
      case "orphaned-reservations" -> refused(sample, Refusal.ORPHANS);
      case "restaurant-id-taken" -> refused(sample, Refusal.RESTAURANT_ID_TAKEN);
      case "hold-expired" -> refused(sample, Refusal.HOLD_EXPIRED);
      case "precondition-failed" ->
          refused(sample.field("If-Match", "\"1\""), Refusal.VERSION_MISMATCH);
      case "idempotency-key-reused" -> refused(sample, Refusal.KEY_REUSED);
      case "batch-interrupted" -> {
        api.batches.kept(sample.lastSegment(), BatchJobs.INTERRUPTED_MS + 1, null);
        yield sample;
      }
      default -> throw new AssertionError("nobody knows how " + slug + " comes about: say it here");
    };
  }

  static Refusal refusal(String reason) {
    return Refusal.valueOf(reason.toUpperCase(Locale.ROOT));
  }

  private Sample refused(Sample sample, Refusal refusal) {
    settle(sample.operation, request -> Fixtures.refused(refusal));
    return sample;
  }

  /** Puts the engine into the state that the document's examples tell of. */
  private void settle(Contract.Operation operation, Function<Request.Submit, Reply> script) {
    api.engine.broken = false;
    api.engine.databaseDown = false;
    api.batches.down = false;
    api.shards = Future.succeededFuture(new JsonArray(shards()));
    api.engine.script = script;
    api.engine.day = Fixtures.day();
    api.engine.reservations.put(
        Fixtures.ID,
        operation.id().equals("payDeposit")
            ? Fixtures.owing(Status.CONFIRMED, 2, Fixtures.ADA)
            : Fixtures.found(Status.CONFIRMED, 1, Fixtures.ADA));
    Restaurant house =
        Fixtures.restaurant(Fixtures.HOUSE)
            .withFloorPlan(FloorPlanBody.read(example("floor_plan")))
            .withSchedule(ScheduleBody.read(example("schedule")))
            .withPolicies(PoliciesBody.read(example("policies")));
    api.engine.restaurants.put(Fixtures.HOUSE, house);
  }

  private static String shards() {
    return Contract.DOCUMENT
        .at("/paths/~1admin~1shards/get/responses/200/content/application~1json/example/shards")
        .toString();
  }

  private static byte[] example(String name) {
    return Contract.DOCUMENT
        .at("/components/examples/" + name + "/value")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Reply done(Request.Submit request, boolean created) {
    Command command = request.command();
    if (command instanceof Command.Hold) {
      long until = Api.NOW.toEpochMilli() + 300_000;
      return Fixtures.done(Event.Kind.HELD, Fixtures.reservation(1, Status.HELD, 1, until));
    }
    return command instanceof Command.Create || command instanceof Command.OfReservation
        ? Fixtures.done(Event.Kind.BOOKED, Fixtures.reservation(1, Status.CONFIRMED, 1, 0))
        : new Reply.Stored(created);
  }
}
