package io.tavolo.http.body;

import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.json.MalformedJsonException;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemException;
import io.tavolo.http.problem.ProblemType;
import java.util.List;

/** What all bodies share: bytes become members, or the right problem. */
final class Bodies {
  private Bodies() {}

  /**
   * Reads the members of a body.
   *
   * @throws ProblemException when the bytes are not JSON
   */
  static void read(byte[] body, Faults faults, List<String> required, JsonIn.Members members) {
    try {
      JsonIn.read(body, faults, required, members);
    } catch (MalformedJsonException e) {
      throw Problem.of(ProblemType.MALFORMED_JSON, String.valueOf(e.getMessage())).asException();
    }
  }

  /**
   * Lets the body pass when it is without fault.
   *
   * @throws ProblemException with every fault
   */
  static void requireNone(Faults faults) {
    if (!faults.isEmpty()) {
      throw Problem.invalidBody(faults.list()).asException();
    }
  }
}
