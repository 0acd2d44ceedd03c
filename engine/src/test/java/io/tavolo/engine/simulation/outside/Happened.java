package io.tavolo.engine.simulation.outside;

/** What went wrong with Kafka or Redis, or was put right by them. */
public enum Happened {
  /** A producer could not be made: nobody was there. */
  KAFKA_AWAY,
  /** A request came to no broker. */
  KAFKA_REQUEST_LOST,
  /** A broker took or refused the request, and its client never heard. */
  KAFKA_ANSWER_LOST,
  /** One partition's part of a request was refused. */
  KAFKA_REFUSED,
  /** A part came again, and the broker knew it. */
  KAFKA_REPEATED,
  /** A part landed when its producer was given up already. */
  KAFKA_LATE,
  /** A command came to no server. */
  REDIS_COMMAND_LOST,
  /** A command was carried out, and who asked never heard. */
  REDIS_ANSWER_LOST,
  /** A day was written after its writer was told that it was not. */
  REDIS_LATE,
  /** The script had a newer day than came. */
  REDIS_OLDER_REFUSED,
  REDIS_EXPIRED,
  REDIS_EMPTIED
}
