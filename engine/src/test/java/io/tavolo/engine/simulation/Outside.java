package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.outside.Cache;
import io.tavolo.engine.simulation.outside.CacheReads;
import io.tavolo.engine.simulation.outside.Happened;
import io.tavolo.engine.simulation.outside.Published;
import io.tavolo.engine.simulation.outside.Tally;
import io.tavolo.engine.simulation.outside.Topic;
import java.util.function.LongConsumer;

/** The servers that all nodes share. */
final class Outside {
  private static final int PARTITIONS = 4;
  static final int BROKERS = 2;

  private final Database database;
  private final Topic topic;
  private final Cache cache;
  private final Published published;
  private final CacheReads cacheReads;
  private final LongConsumer wallShown;

  Outside(
      World world,
      Database database,
      Published published,
      CacheReads cacheReads,
      LongConsumer wallShown) {
    this.database = database;
    this.published = published;
    this.cacheReads = cacheReads;
    this.wallShown = wallShown;
    Tally tally = new Tally(what -> count(world, what));
    topic = new Topic(PARTITIONS, BROKERS, published, world.scheduler, world.chance(5), tally);
    cache = new Cache(world::nowUs, world.scheduler, world.chance(6), tally);
  }

  private static void count(World world, Happened what) {
    switch (what) {
      case KAFKA_AWAY -> world.count(Fault.KAFKA_DOWN);
      case KAFKA_REQUEST_LOST, KAFKA_ANSWER_LOST -> world.count(Fault.KAFKA_ANSWER_LOST);
      case KAFKA_REFUSED -> world.count(Fault.KAFKA_REFUSED);
      case KAFKA_LATE -> world.count(Fault.KAFKA_LATE);
      case REDIS_COMMAND_LOST, REDIS_ANSWER_LOST -> world.count(Fault.REDIS_DOWN);
      case REDIS_LATE -> world.count(Fault.REDIS_LATE);
      case REDIS_EMPTIED -> world.count(Fault.REDIS_EMPTIED);
      case KAFKA_REPEATED, REDIS_OLDER_REFUSED, REDIS_EXPIRED -> {}
    }
  }

  Database database() {
    return database;
  }

  Topic topic() {
    return topic;
  }

  Published published() {
    return published;
  }

  CacheReads cacheReads() {
    return cacheReads;
  }

  Cache cache() {
    return cache;
  }

  /** To be told what any node's wall clock shows. */
  LongConsumer wallShown() {
    return wallShown;
  }

  void heal() {
    topic.heal();
    cache.heal();
  }
}
