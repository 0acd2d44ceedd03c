package io.tavolo.engine.simulation.outside;

import io.tavolo.engine.id.Hash;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A topic of Kafka, as far as the product relies on it.
 *
 * <p><b>Partitions.</b> A restaurant's records go to one partition, which lies on one broker. Each
 * partition's part of a request lands whole or is refused, whatever becomes of the other parts. The
 * parts of one request land together, in the order in which it has them.
 *
 * <p><b>Repeats.</b> A broker knows what a producer has landed, and takes a part that comes again
 * for done. That holds within one producer: the next one's records are new to it. So what a
 * producer left on its way when it was given up may land at any time, once, amid what others send.
 *
 * <p><b>Not modelled.</b> Records that are lost after they were acknowledged, and readers: {@link
 * Appends} is told of each record in the moment in which any reader could see it.
 */
public final class Topic {
  /** Told of each record as it is appended. */
  @FunctionalInterface
  public interface Appends {
    void appended(int shard, long seq, long restaurant);
  }

  final Dice dice;
  final Tally tally;
  private final Appends appends;
  private final Later later;
  private final int partitions;
  private final boolean[] down;
  private long slowUs;
  private int loseRequestOneIn;
  private int loseAnswerOneIn;
  private int refuseOneIn;
  private int landLateOneIn;
  private long lateUs;

  /**
   * A topic that works well.
   *
   * @param brokers partitions lie on them in turn, and a producer has one request under way to each
   * @param later the brokers' time
   */
  public Topic(
      int partitions,
      int brokers,
      Appends appends,
      Later later,
      RandomGenerator random,
      Tally tally) {
    this.partitions = partitions;
    this.appends = appends;
    this.later = later;
    this.tally = tally;
    dice = new Dice(random);
    down = new boolean[brokers];
  }

  // ---------------------------------------------------------------- switches

  public void down(boolean is) {
    Arrays.fill(down, is);
  }

  public void down(int broker, boolean is) {
    down[broker] = is;
  }

  /** Every request takes longer by so much, 0 for none. */
  public void slow(long us) {
    slowUs = us;
  }

  /** Of so many requests one is lost before a broker has it; 0 for none. */
  public void loseRequestOneIn(int oneIn) {
    loseRequestOneIn = oneIn;
  }

  /** Of so many answers one is lost; 0 for none. */
  public void loseAnswerOneIn(int oneIn) {
    loseAnswerOneIn = oneIn;
  }

  /** Of so many parts one is refused for good; 0 for none. */
  public void refuseOneIn(int oneIn) {
    refuseOneIn = oneIn;
  }

  /**
   * Of so many requests one is late, and so is one of so many that a producer leaves behind.
   *
   * @param oneIn 0 for none
   * @param us at most
   */
  public void landLate(int oneIn, long us) {
    landLateOneIn = oneIn;
    lateUs = us;
  }

  /** All works well again; what is on its way stays on its way. */
  public void heal() {
    down(false);
    slow(0);
    loseRequestOneIn(0);
    loseAnswerOneIn(0);
    refuseOneIn(0);
    landLate(0, 0);
  }

  // ---------------------------------------------------------------- producers

  /**
   * A node's way to the topic.
   *
   * @param node its process's time: what is not due when it ends never happens
   */
  public Producers producers(Later node, Producers.Answers answers) {
    return new Producers(this, node, answers);
  }

  int brokers() {
    return down.length;
  }

  int partitions() {
    return partitions;
  }

  int brokerOf(int partition) {
    return partition % down.length;
  }

  /** Not by the shard's hash, so that a shard's restaurants lie in several partitions. */
  int partitionOf(long restaurant) {
    return (int) Long.remainderUnsigned(Hash.mix(~restaurant), partitions);
  }

  /** One broker is enough to make a producer. */
  boolean isReachable() {
    for (boolean away : down) {
      if (!away) {
        return true;
      }
    }
    return false;
  }

  long travelUs() {
    return dice.between(100, 1_500);
  }

  /** The request sets out; it may never arrive. */
  void transmit(Request request) {
    if (dice.happens(loseRequestOneIn)) {
      tally.note(Happened.KAFKA_REQUEST_LOST);
      request.producer.isSilent(request);
      return;
    }
    long us = travelUs() + slowUs;
    if (dice.happens(landLateOneIn)) {
      us += dice.between(0, lateUs);
    }
    if (us > Producer.TIMEOUT_US) {
      request.producer.isSilent(request);
    }
    later.after(us, () -> arrive(request));
  }

  private void arrive(Request request) {
    if (down[request.broker]) {
      tally.note(Happened.KAFKA_REQUEST_LOST);
      request.producer.isSilent(request);
    } else if (request.producer.isOver() && !request.isLeftBehind && dice.happens(landLateOneIn)) {
      request.isLeftBehind = true;
      later.after(dice.between(0, lateUs), () -> arrive(request));
    } else {
      take(request);
    }
  }

  private void take(Request request) {
    boolean[] refused = new boolean[request.parts.size()];
    for (int i = 0; i < refused.length; i++) {
      Request.Part part = request.parts.get(i);
      if (part.landed) {
        tally.note(Happened.KAFKA_REPEATED);
      } else if (dice.happens(refuseOneIn)) {
        tally.note(Happened.KAFKA_REFUSED);
        refused[i] = true;
      } else {
        if (request.producer.isOver()) {
          tally.note(Happened.KAFKA_LATE);
        }
        part.landed = true;
        part.rows.forEach(row -> appends.appended(row.shard(), row.seq(), row.restaurant()));
      }
    }
    if (dice.happens(loseAnswerOneIn)) {
      tally.note(Happened.KAFKA_ANSWER_LOST);
      request.producer.isSilent(request);
    } else {
      request.producer.answer(request, refused, travelUs() + slowUs);
    }
  }
}
