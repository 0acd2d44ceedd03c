package io.tavolo.http.body;

import io.tavolo.http.json.Faults;
import io.tavolo.http.problem.ProblemException;
import java.util.List;

/**
 * The body that pays a deposit.
 *
 * @param paymentToken the provider's, 1..255 characters
 */
public record DepositBody(String paymentToken, Personal personal) {
  private static final List<String> REQUIRED = List.of("payment_token");

  /**
   * Reads the body.
   *
   * @throws ProblemException when it is none
   */
  public static DepositBody read(byte[] body) {
    Faults faults = new Faults();
    Personal personal = Personal.creating();
    String[] token = {""};
    Bodies.read(
        body,
        faults,
        REQUIRED,
        (member, in) -> {
          if (member.equals("payment_token")) {
            token[0] = in.text(1, 255);
            return true;
          }
          return personal.read(member, in);
        });
    Bodies.requireNone(faults);
    return new DepositBody(token[0], personal);
  }

  /** The body in the form that the same content always has. */
  public String payload() {
    Payload payload = new Payload().add("payment_token", paymentToken);
    personal.addTo(payload);
    return payload.toString();
  }
}
