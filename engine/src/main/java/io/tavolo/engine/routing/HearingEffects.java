package io.tavolo.engine.routing;

/**
 * All that {@link Hearing} asks of the world. Each call returns at once and must not call back into
 * it before it has returned; an answer comes as an input, on the same thread. Every question is
 * answered exactly once, by an answer or by its failure.
 */
public interface HearingEffects {
  /**
   * Read who lives and who is a member, and whether this node is registered; {@link Hearing#looked}
   * or {@link Hearing#lookFailed}. Never while another look is under way.
   *
   * @param address where this node is registered
   */
  void look(String address);

  /**
   * Ask the node whether it hears, within {@link Hearing#SILENCE_MS}; {@link Hearing#answered} or
   * {@link Hearing#silent}.
   */
  void ask(String node, String address);

  /**
   * Listen at an address that nobody has used before; {@link Hearing#registered} or {@link
   * Hearing#registerFailed}. Never while another is under way.
   *
   * @param why for people
   */
  void register(String address, String why);

  /** Let the others know, through the database, that this node is reached there from now on. */
  void move(String address);

  /** Listen there no more. */
  void retire(String address);

  /**
   * A living node does not answer any more.
   *
   * @param member whether it is a member of this node's cluster: if not, there is a cut
   */
  void lost(String node, String address, boolean member);

  /** A node that was lost answers again, after so long. */
  void found(String node, long silentMs);
}
