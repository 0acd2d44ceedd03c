package io.tavolo.engine.lane;

/**
 * A command's id: who retries with it gets the first answer.
 *
 * @param high digest of caller and key, or 128 random bits when the caller gave none
 * @param payloadHash digest of the payload, to tell a retry from a reuse
 * @param byCaller whether the caller gave it; its refusals are kept too, and it lives for 24 hours
 */
public record CommandKey(long high, long low, long payloadHash, boolean byCaller) {
  /** For the lane's own commands, which may be repeated without harm. */
  public static final CommandKey NONE = new CommandKey(0, 0, 0, false);
}
