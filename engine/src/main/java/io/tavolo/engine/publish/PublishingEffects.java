package io.tavolo.engine.publish;

import io.tavolo.engine.lane.Batch.JournalRow;

/**
 * All that publishing asks of the world. Each call returns at once and must not call back into
 * {@link Publishing} before it has returned; an answer comes as an input, on the same thread.
 */
public interface PublishingEffects {
  /**
   * Hand the row to that generation of the producer. Either {@link Publishing#acked} once, or
   * {@link Publishing#failed}; after a failure nothing that was handed over later may arrive.
   */
  void send(long generation, JournalRow row);

  /**
   * Read how far each of the shards was published; {@link Publishing#cursor} for each, or {@link
   * Publishing#cursorFailed}.
   */
  void readCursors(int[] shards);

  /**
   * Read the shard's journal after a sequence, in order; {@link Publishing#rows} or {@link
   * Publishing#readFailed} with the same {@code read}.
   *
   * @param sinceMs the time of the event at {@code afterSeq}, or 0 when it is not known
   */
  void read(int shard, long afterSeq, long sinceMs, int limit, long read);

  /**
   * Store how far the shards are published, never lowering what is stored; {@link
   * Publishing#stored} or {@link Publishing#storeFailed}. One at a time, in ascending order of the
   * shard.
   */
  void storeCursors(int[] shards, long[] seqs);

  /**
   * Give up the producer of before, whatever it still holds, and make another that can reach the
   * topic; {@link Publishing#producerUp} as soon as it does, however long that takes.
   */
  void renewProducer(long generation);

  /**
   * The journal has lost these events, both ends included: older than it is kept. They will never
   * be published.
   */
  void missing(int shard, long fromSeq, long toSeq);
}
