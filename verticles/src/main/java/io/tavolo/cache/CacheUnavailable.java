package io.tavolo.cache;

/** Redis did not answer in time, or cannot be asked. Carries no stack, as it may come often. */
public final class CacheUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  CacheUnavailable(String message) {
    super(message, null, false, false);
  }
}
