package io.tavolo.engine.ownership;

/**
 * A shard that is ours from now on.
 *
 * @param epoch higher than every one before
 * @param lastSeq everything up to it is committed, and nothing after it
 */
public record Taken(int shard, long epoch, long lastSeq) {}
