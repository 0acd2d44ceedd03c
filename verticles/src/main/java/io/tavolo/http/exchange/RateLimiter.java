package io.tavolo.http.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each client address, as the generic cell rate algorithm (ITU-T I.371) keeps
 * it: one number, the time at which the bucket would be full again. Any thread; shared by all event
 * loops of a node.
 */
public final class RateLimiter {
  /** The name of the only policy, in the fields of the answer. */
  private static final String POLICY = "\"default\"";

  /** More clients than this at once share the fate of being forgotten, which favours them. */
  private static final int MAX_CLIENTS = 100_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Cache<String, AtomicLong> fullAt;
  private final LongSupplier nanoTime;
  private final int requests;
  private final long windowNanos;
  private final long costNanos;
  private final String policyField;

  /**
   * Allows so many requests at once, and as many again within each window.
   *
   * @param requests at least 1
   * @param windowSeconds 1..3600
   * @param nanoTime a clock that never goes back
   */
  public RateLimiter(int requests, int windowSeconds, LongSupplier nanoTime) {
    if (requests < 1 || windowSeconds < 1 || windowSeconds > 3_600) {
      throw new IllegalArgumentException(
          "rate limit: %d in %d s (expected: at least 1 in 1..3600 s)"
              .formatted(requests, windowSeconds));
    }
    this.requests = requests;
    this.windowNanos = windowSeconds * NANOS_PER_SECOND;
    this.costNanos = Math.max(1, windowNanos / requests);
    this.nanoTime = nanoTime;
    this.policyField = "%s;q=%d;w=%d".formatted(POLICY, requests, windowSeconds);
    this.fullAt =
        Caffeine.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfterAccess(Duration.ofSeconds(windowSeconds))
            .build();
  }

  /**
   * What a request was told.
   *
   * @param remaining how many more may follow at once
   * @param resetSeconds until the bucket is full again
   * @param retryAfterSeconds until the next one may come; 0 when this one was let in
   */
  public record Verdict(int remaining, int resetSeconds, int retryAfterSeconds) {
    public boolean admitted() {
      return retryAfterSeconds == 0;
    }

    /** The {@code RateLimit} field. */
    public String field() {
      // Written for every request: no format to be parsed.
      return POLICY + ";r=" + remaining + ";t=" + resetSeconds;
    }
  }

  /** The {@code RateLimit-Policy} field. */
  public String policyField() {
    return policyField;
  }

  /** Counts one request of the client, unless its bucket is empty. */
  public Verdict admit(String address) {
    long now = nanoTime.getAsLong();
    AtomicLong bucket = fullAt.get(client(address), absent -> new AtomicLong(now));
    while (true) {
      long full = bucket.get();
      long debt = Math.max(0, full - now);
      if (debt + costNanos > windowNanos) {
        return new Verdict(0, seconds(debt), seconds(debt + costNanos - windowNanos));
      }
      if (bucket.compareAndSet(full, now + debt + costNanos)) {
        long left = windowNanos - debt - costNanos;
        int remaining = (int) Math.min(requests, left / costNanos);
        return new Verdict(remaining, seconds(debt + costNanos), 0);
      }
    }
  }

  /** An IPv6 client owns a whole /64, and could else take a fresh address for each request. */
  private static String client(String address) {
    int end = -1;
    for (int groups = 0; groups < 4; groups++) {
      end = address.indexOf(':', end + 1);
      if (end < 0) {
        return address;
      }
    }
    return address.substring(0, end);
  }

  private static int seconds(long nanos) {
    return (int) ((nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }
}
