package io.tavolo.http.body;

import io.tavolo.http.auth.Caller;
import io.tavolo.http.problem.Problem;
import io.tavolo.http.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Members that only the house may give. */
final class StaffOnly {
  private StaffOnly() {}

  /** Refuses the member, if it was given, to all but staff. */
  static void require(Caller caller, String member, @Nullable Object given) {
    if (given != null && !caller.isStaff()) {
      throw Problem.of(ProblemType.FORBIDDEN, member + " is for the operator's token only")
          .asException();
    }
  }
}
