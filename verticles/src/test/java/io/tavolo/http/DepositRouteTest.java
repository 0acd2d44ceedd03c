package io.tavolo.http;

import static io.tavolo.http.Fixtures.ADA;
import static io.tavolo.http.Fixtures.ID;
import static io.tavolo.http.Fixtures.KEY;
import static io.tavolo.http.Fixtures.owing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;
import io.tavolo.engine.reservation.Refusal;
import io.tavolo.engine.reservation.Status;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DepositRouteTest {
  private static final String PATH = "/v1/reservations/" + ID + "/deposit";
  private static final String OK = "{\"payment_token\":\"tok_ok\"}";
  private static final String SLOW = "{\"payment_token\":\"tok_slow\"}";

  private final Api api = Api.start();

  @BeforeEach
  void hold() {
    api.engine.reservations.put(ID, owing(Status.HELD, 1, ADA));
    api.engine.script = this::confirmed;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply confirmed(Request.Submit request) {
    Reads.Found paid = owing(Status.CONFIRMED, 2, ADA);
    api.engine.reservations.put(ID, paid);
    return Fixtures.done(Event.Kind.CONFIRMED, paid.reservation());
  }

  private Api.Answer pay(String body) {
    return api.post(PATH, body)
        .bearer(Api.tokenOf(ID))
        .header("Idempotency-Key", "\"" + KEY + "\"")
        .send();
  }

  @Test
  void shouldShowWhatIsDueAndUntilWhen() {
    JsonNode held = api.get("/v1/reservations/" + ID).bearer(Api.tokenOf(ID)).send().json();
    assertThat(held.get("status").asText()).isEqualTo("held");
    assertThat(held.get("expires_at").asText()).isEqualTo("2026-12-01T11:05:00+01:00");
    assertThat(held.get("deposit").toString())
        .isEqualTo("{\"amount_minor\":4000,\"currency\":\"EUR\",\"state\":\"due\"}");
    assertThat(held.has("pacing_exceeded")).isFalse();

    JsonNode ofStaff = api.get("/v1/reservations/" + ID).bearer(Api.STAFF).send().json();
    assertThat(ofStaff.get("pacing_exceeded").asBoolean()).isTrue();
  }

  @Test
  void shouldConfirmWhatIsPaid() {
    Api.Answer answer = pay(OK);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("\"2\"");
    assertThat(answer.json().get("status").asText()).isEqualTo("confirmed");
    assertThat(answer.json().at("/deposit/state").asText()).isEqualTo("paid");
    assertThat(answer.json().has("expires_at")).isFalse();
    Command.Confirm confirm = api.engine.lastCommand(Command.Confirm.class);
    assertThat(confirm).isEqualTo(new Command.Confirm(ID.reservation(), null, 4_000, false));
    assertThat(api.engine.last().key().byCaller()).isTrue();
    assertThat(api.payments.standing()).isEqualTo(1);
  }

  @Test
  void shouldSetNothingAsideASecondTime() {
    assertThat(pay(OK).status()).isEqualTo(200);
    assertThat(pay(OK).status()).isEqualTo(200);
    assertThat(api.engine.asked).hasSize(2);
    assertThat(api.engine.asked.get(0).key()).isEqualTo(api.engine.asked.get(1).key());
    assertThat(pay("{\"payment_token\":\"tok_declined\"}").status())
        .as("paid already, so that nothing is asked of the provider")
        .isEqualTo(200);
    assertThat(api.payments.standing()).isEqualTo(1);
  }

  @Test
  void shouldLeaveTheHoldWhenThePaymentIsDeclined() {
    for (String token : new String[] {"tok_declined", "anything"}) {
      Api.Answer answer = pay("{\"payment_token\":\"" + token + "\"}");
      answer.isProblem(402, "payment-declined");
    }
    assertThat(api.engine.asked).isEmpty();
    assertThat(api.payments.standing()).isZero();
    assertThat(pay(OK).status()).isEqualTo(200);
  }

  @Test
  void shouldGiveBackWhatCameTooLate() {
    api.engine.script = request -> Fixtures.refused(Refusal.HOLD_EXPIRED);
    pay(OK).isProblem(410, "hold-expired");
    assertThat(api.payments.standing()).isZero();
  }

  @Test
  void shouldAskNothingOfTheProviderForAHoldThatHasRunOut() {
    long now = Api.NOW.toEpochMilli();
    api.engine.reservations.put(ID, owing(Status.HELD, 1, ADA, now));
    pay(OK).isProblem(410, "hold-expired");
    assertThat(api.engine.asked).isEmpty();
    assertThat(api.payments.standing()).isZero();
  }

  @Test
  void shouldTellByTheSameRequestWhatBecameOfAPaymentThatTookTooLong() {
    Api.Answer answer = pay(SLOW);
    answer.isProblem(503, "unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(api.engine.asked).isEmpty();

    long deadline = System.nanoTime() + 20_000_000_000L;
    while (answer.status() == 503 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(20_000_000);
      answer = pay(SLOW);
    }
    assertThat(answer.status()).isEqualTo(200);
    assertThat(api.payments.standing()).isEqualTo(1);
  }

  @Test
  void shouldKeepWhatIsSetAsideWhenTheConfirmationIsNotKnown() {
    api.engine.script = request -> new Reply.Unavailable(Reply.Reason.UNKNOWN_OUTCOME);
    pay(OK).isProblem(503, "unavailable");
    assertThat(api.payments.standing()).isEqualTo(1);
    api.engine.script = this::confirmed;
    assertThat(pay(OK).status()).isEqualTo(200);
    assertThat(api.payments.standing()).isEqualTo(1);
  }

  @Test
  void shouldWantADinerWhereTheHoldHasNone() {
    api.engine.reservations.put(ID, owing(Status.HELD, 1, null));
    assertThat(pay(OK).faults(422)).containsExactly("/diner");
    assertThat(api.payments.standing()).isZero();

    Api.Answer answer =
        pay("{\"payment_token\":\"tok_ok\",\"diner\":{\"name\":\"Ada\",\"email\":\"a@b\"}}");
    assertThat(answer.status()).isEqualTo(200);
    var diner = api.engine.lastCommand(Command.Confirm.class).diner();
    assertThat(diner).isNotNull();
    assertThat(diner.key()).isNotZero();
  }

  @Test
  void shouldRefuseToBePaidWhatIsNotDue() {
    api.engine.reservations.put(ID, Fixtures.found(Status.CONFIRMED, 1, ADA));
    pay(OK).isProblem(409, "not-changeable");
    assertThat(api.engine.asked).isEmpty();
  }

  @Test
  void shouldWaiveADepositThatTheRestaurantAsksForNoMore() {
    Reads.Found owing = owing(Status.HELD, 1, ADA);
    api.engine.reservations.put(
        ID,
        new Reads.Found(
            owing.restaurantId(), owing.zoneId(), false, owing.reservation(), null, ADA));
    assertThat(pay(OK).status()).isEqualTo(200);
    assertThat(api.payments.standing()).isZero();
    assertThat(api.engine.lastCommand(Command.Confirm.class))
        .isEqualTo(new Command.Confirm(ID.reservation(), null, 0, true));
  }

  @Test
  void shouldAskForADepositOfAHoldThatIsConfirmedWithoutOne() {
    api.engine.script = request -> Fixtures.refused(Refusal.DEPOSIT_REQUIRED);
    api.call("POST", "/v1/holds/" + ID + "/confirm")
        .bearer(Api.tokenOf(ID))
        .send()
        .isProblem(409, "deposit-required");
    assertThat(api.engine.lastCommand(Command.Confirm.class))
        .isEqualTo(new Command.Confirm(ID.reservation(), null, 0, false));
  }

  @Test
  void shouldLetStaffConfirmWithoutADeposit() {
    assertThat(api.call("POST", "/v1/holds/" + ID + "/confirm").bearer(Api.STAFF).send().status())
        .isEqualTo(201);
    assertThat(api.engine.lastCommand(Command.Confirm.class).byStaff()).isTrue();
  }

  @Test
  void shouldNotTakeASmallerAmountForALargerOne() {
    api.engine.script = request -> Fixtures.refused(Refusal.DEPOSIT_REQUIRED);
    pay(OK).isProblem(409, "deposit-required");
    assertThat(api.payments.standing()).as("for the next attempt").isEqualTo(1);
  }

  @Test
  void shouldLetOnlyItsHolderPay() {
    assertThat(api.post(PATH, OK).send().status()).isEqualTo(401);
    assertThat(api.post(PATH, OK).bearer("x").send().status()).isEqualTo(403);
    assertThat(pay("{}").faults(422)).containsExactly("/payment_token");
  }
}
