package io.tavolo.engine.publish;

/**
 * The bounds of publishing, for one node.
 *
 * @param inFlight records handed to the producer and not answered yet, with those that are kept for
 *     it, at least four times {@code pageRows}
 * @param pageRows rows of the journal that one read asks for, at least 1
 * @param reads reads of the journal under way at a time, at least 1
 * @param storeEveryMs how often cursors are stored, at least 1
 * @param retryMs how long a shard waits after a read that failed or told nothing new, at least 1
 * @param stallMs how long a shard's oldest record may be in flight until the producer is given up,
 *     at least 1
 */
public record PublishingLimits(
    int inFlight, int pageRows, int reads, int storeEveryMs, int retryMs, int stallMs) {
  /**
   * At 50,000 events a second the records of 160 ms are in flight before a shard has to turn to the
   * journal.
   */
  public static final PublishingLimits DEFAULT =
      new PublishingLimits(8192, 512, 4, 1_000, 250, 30_000);

  public PublishingLimits {
    if (pageRows < 1 || inFlight / 4 < pageRows) {
      throw new IllegalArgumentException(
          "inFlight: %d (expected: at least 4 * pageRows, %d)".formatted(inFlight, pageRows));
    }
    if (reads < 1 || storeEveryMs < 1 || retryMs < 1 || stallMs < 1) {
      throw new IllegalArgumentException(
          "reads, storeEveryMs, retryMs, stallMs: %d, %d, %d, %d (expected: at least 1)"
              .formatted(reads, storeEveryMs, retryMs, stallMs));
    }
  }
}
