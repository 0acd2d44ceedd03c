package io.tavolo.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.payments.Payments.Order;
import io.tavolo.payments.Payments.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedPaymentsTest {
  private static final Order ORDER = new Order("one", 4_000, "EUR");

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedPayments payments = new SimulatedPayments(vertx, 20);

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Outcome authorise(Order order, String token) throws Exception {
    return got(payments.authorise(order, token));
  }

  private static Outcome got(Future<Outcome> outcome) throws Exception {
    return outcome.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldAnswerAsTheTokenSays() throws Exception {
    assertThat(authorise(ORDER, SimulatedPayments.OK)).isEqualTo(Outcome.AUTHORISED);
    assertThat(authorise(new Order("two", 1, "EUR"), SimulatedPayments.SLOW))
        .isEqualTo(Outcome.AUTHORISED);
    assertThat(authorise(new Order("three", 1, "EUR"), SimulatedPayments.DECLINED))
        .isEqualTo(Outcome.DECLINED);
    assertThat(authorise(new Order("three", 1, "EUR"), "whatever")).isEqualTo(Outcome.DECLINED);
    assertThat(payments.standing()).isEqualTo(2);
  }

  @Test
  void shouldSetTheAmountOfAnOrderAsideOnce() throws Exception {
    assertThat(authorise(ORDER, SimulatedPayments.DECLINED)).isEqualTo(Outcome.DECLINED);
    assertThat(authorise(ORDER, SimulatedPayments.OK)).isEqualTo(Outcome.AUTHORISED);
    assertThat(authorise(ORDER, SimulatedPayments.DECLINED)).isEqualTo(Outcome.AUTHORISED);
    assertThat(authorise(new Order("one", 5_000, "EUR"), SimulatedPayments.OK))
        .isEqualTo(Outcome.AUTHORISED);
    assertThat(payments.standing()).isEqualTo(1);
  }

  @Test
  void shouldJoinASecondQuestionToTheFirstWhichIsStillUnderWay() throws Exception {
    SimulatedPayments endless = new SimulatedPayments(vertx, 3_600_000);
    Future<Outcome> first = endless.authorise(ORDER, SimulatedPayments.SLOW);
    Future<Outcome> second = endless.authorise(ORDER, SimulatedPayments.OK);
    assertThat(first.isComplete()).isFalse();
    assertThat(second.isComplete()).isFalse();
    assertThat(endless.standing()).isEqualTo(1);
  }

  @Test
  void shouldAnswerEachCallerOnItsOwnContext() throws Exception {
    CompletableFuture<Boolean> same = new CompletableFuture<>();
    payments.authorise(ORDER, SimulatedPayments.SLOW);
    Context caller = vertx.getOrCreateContext();
    caller.runOnContext(
        v ->
            payments
                .authorise(ORDER, SimulatedPayments.SLOW)
                .onComplete(done -> same.complete(Vertx.currentContext() == caller)));
    assertThat(same.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldForgetWhatIsGivenBack() throws Exception {
    assertThat(authorise(ORDER, SimulatedPayments.OK)).isEqualTo(Outcome.AUTHORISED);
    payments.giveBack(ORDER);
    payments.giveBack(ORDER);
    assertThat(payments.standing()).isZero();
    assertThat(authorise(ORDER, SimulatedPayments.DECLINED)).isEqualTo(Outcome.DECLINED);
  }
}
