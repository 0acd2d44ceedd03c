package io.tavolo.engine.ownership;

/**
 * All that keeping a lease asks of the world. Each call returns at once and must not call back
 * before it has returned; an answer comes as an input of {@link LeaseKeeping}, on its thread. Every
 * question is answered exactly once, by an answer or by its failure.
 */
public interface LeaseEffects {
  /**
   * Register this node, or register it anew, for a lease's length from Postgres's now on; {@link
   * LeaseKeeping#registered} or {@link LeaseKeeping#registerFailed}.
   */
  void register();

  /**
   * Renew the lease if it has not lapsed; {@link LeaseKeeping#renewed}, {@link
   * LeaseKeeping#lapsed}, or {@link LeaseKeeping#renewFailed}. Never asked for together with {@link
   * #register}.
   */
  void renew();

  /**
   * Read Postgres's wall clock; {@link LeaseKeeping#clockRead} or {@link LeaseKeeping#clockFailed}.
   */
  void readClock();

  /**
   * The lease is lost: drop every shard. {@link LeaseKeeping#allDropped} when no lane answers from
   * its old memory any more, whatever the lease says by then.
   *
   * @param why for people
   */
  void dropAll(String why);

  /** Give the lease up. The last effect; nobody waits for an answer. */
  void unregister();
}
