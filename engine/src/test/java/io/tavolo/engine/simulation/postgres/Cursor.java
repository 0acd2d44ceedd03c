package io.tavolo.engine.simulation.postgres;

/** A row of {@code publish_cursor}: everything up to {@code seq} is published. */
public record Cursor(int shard, long seq) {}
