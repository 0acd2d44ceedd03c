package io.tavolo.node;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * Unforeseeable bits, drawn from the system's source a page at a time and handed out by thread. Any
 * thread.
 */
public final class RandomBits implements LongSupplier {
  private static final int PAGE_BYTES = 4096;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final SecureRandom source = new SecureRandom();
  private final ThreadLocal<Page> pages = ThreadLocal.withInitial(Page::new);

  private static final class Page {
    final byte[] bytes = new byte[PAGE_BYTES];
    int at = PAGE_BYTES;
  }

  /** 64 bits, never 0. */
  @Override
  public long getAsLong() {
    Page page = pages.get();
    long bits = 0;
    while (bits == 0) {
      if (page.at == PAGE_BYTES) {
        source.nextBytes(page.bytes);
        page.at = 0;
      }
      bits = (long) LONGS.get(page.bytes, page.at);
      // What was handed out is not kept.
      LONGS.set(page.bytes, page.at, 0L);
      page.at += Long.BYTES;
    }
    return bits;
  }
}
