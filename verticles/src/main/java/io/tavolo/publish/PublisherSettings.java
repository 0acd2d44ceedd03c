package io.tavolo.publish;

/**
 * Where events go.
 *
 * @param bootstrap Kafka's brokers, {@code host:port} with commas between
 * @param topic made when it is missing; its partitions must not be added to later, since a
 *     restaurant's events would move to another
 * @param partitions of a topic that is made, 1 or more
 * @param replicas of a topic that is made, 1 or more
 */
public record PublisherSettings(String bootstrap, String topic, int partitions, short replicas) {
  public static final String TOPIC = "tavolo.reservations";
  public static final int PARTITIONS = 12;

  /** The usual topic. */
  public static PublisherSettings of(String bootstrap, short replicas) {
    return new PublisherSettings(bootstrap, TOPIC, PARTITIONS, replicas);
  }
}
