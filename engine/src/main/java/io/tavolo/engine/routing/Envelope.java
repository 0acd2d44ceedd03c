package io.tavolo.engine.routing;

/**
 * What stands on a request from node to node.
 *
 * @param sender the node that asks, a name of its own for each start
 * @param number counts all that this node sends, from 0: it tells a repeated message from a new one
 * @param shard as the sender has it: anything
 * @param remainingMs how long the caller still waited when it was sent
 */
public record Envelope(String sender, long number, int shard, long remainingMs) {}
