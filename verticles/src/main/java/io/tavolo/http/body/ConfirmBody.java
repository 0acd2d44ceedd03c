package io.tavolo.http.body;

import io.tavolo.http.json.Faults;
import io.tavolo.http.problem.ProblemException;
import java.util.List;

/** The body that makes a hold a reservation. */
public record ConfirmBody(Personal personal) {
  /**
   * Reads the body.
   *
   * @throws ProblemException when it is none
   */
  public static ConfirmBody read(byte[] body) {
    Faults faults = new Faults();
    Personal personal = Personal.creating();
    Bodies.read(body, faults, List.of(), personal::read);
    Bodies.requireNone(faults);
    return new ConfirmBody(personal);
  }

  /** The body in the form that the same content always has. */
  public String payload() {
    Payload payload = new Payload();
    personal.addTo(payload);
    return payload.toString();
  }
}
