package io.tavolo.bench.jmh;

import io.tavolo.engine.id.Hash;
import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.lane.Reply;
import io.tavolo.engine.lane.Request;
import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Command;
import io.tavolo.engine.reservation.Event;

/** What travels between HTTP and a lane, as requests with a key and a trace bring it. */
final class Messages {
  private Messages() {}

  /**
   * A command on its way to the house.
   *
   * @param n tells its key from others
   * @param byCaller whether the key is the caller's
   */
  static Request.Submit request(Command command, long n, boolean byCaller) {
    CommandKey key = new CommandKey(Hash.mix(n), Hash.mix(~n), Hash.mix(3 * n), byCaller);
    return new Request.Submit(House.ID, House.NUMBER, key, command, trace(n));
  }

  static TraceContext trace(long n) {
    return new TraceContext(Hash.mix(n + 1), Hash.mix(n + 2), Hash.mix(n + 3), (byte) 1);
  }

  /** The house's answer, once the event is committed. */
  static Reply.Done answer(House house, Event.OfReservation event) {
    return new Reply.Done(
        event.kind(),
        event.after(),
        event.after().id(),
        House.ID,
        house.definition().profile().zone().getId(),
        true,
        false);
  }
}
