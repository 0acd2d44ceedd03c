package io.tavolo.engine.id;

import java.nio.charset.StandardCharsets;

/**
 * A stable 64-bit hash of our own: FNV-1a over UTF-8, finished with the mixer of MurmurHash3.
 * Stored rows depend on it, so it never changes.
 */
public final class Hash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  public static long of(String text) {
    return of(OFFSET, text.getBytes(StandardCharsets.UTF_8));
  }

  public static long of(byte[] bytes) {
    return of(OFFSET, bytes);
  }

  private static long of(long seed, byte[] bytes) {
    long hash = seed;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return mix(hash);
  }

  /**
   * The 64-bit finaliser of MurmurHash3 (Austin Appleby): every input bit reaches every output bit.
   */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
