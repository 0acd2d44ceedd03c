package io.tavolo.http.problem;

/**
 * Ends the work on a request with a problem, from wherever it is found. Has no stack trace: it is
 * an answer and not a defect.
 */
public final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
