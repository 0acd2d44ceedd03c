package io.tavolo.http.auth;

/** Who asks. Keys and external ids of one caller mean nothing for another. */
public enum Caller {
  /** A diner, without an account. */
  GUEST("guest"),
  /** Whoever has the staff's token. */
  STAFF("staff");

  private final String scope;

  Caller(String scope) {
    this.scope = scope;
  }

  /** Part of stored digests: never changed. */
  public String scope() {
    return scope;
  }

  public boolean isStaff() {
    return this == STAFF;
  }
}
