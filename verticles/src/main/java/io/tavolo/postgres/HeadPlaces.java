package io.tavolo.postgres;

import io.tavolo.engine.lane.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest rows of a lane's heads lie, and whether to go straight there.
 *
 * <p>Each batch makes a new version of its heads. As a rule the next one, led there by the index,
 * clears the versions of before away, and a head stays on its page. While anybody holds a snapshot
 * of the database open, none can be cleared away: pages fill, heads wander from page to page, and
 * the index leads to thousands of versions. So when a head has wandered, statements go straight to
 * the newest rows; and every now and then a few go by the index again, to see whether old versions
 * make room. One thread.
 */
final class HeadPlaces {
  private static final long FIRST_PAUSE_MS = 1_000;
  private static final long LONGEST_PAUSE_MS = 30_000;

  /** Versions take their places in turn, so that one or the other of so many finds an old one. */
  private static final int PROBES = 4;

  /** A row as Postgres spells it, {@code (block,offset)}, written under an epoch. */
  private record Place(long epoch, long block, int offset, String text) {
    static Place of(long epoch, String text) {
      int comma = text.indexOf(',');
      return new Place(
          epoch,
          Long.parseLong(text, 1, comma, 10),
          Integer.parseInt(text, comma + 1, text.length() - 1, 10),
          text);
    }
  }

  private final Map<Integer, Place> places = new HashMap<>();
  private boolean crowded;
  private long pauseMs;
  private long probeAtMs;
  private int probes;

  /**
   * The places of the heads when the batch should go straight there, else null.
   *
   * @param nowMs on any clock that never falls, here and in {@link #written}
   */
  String @Nullable [] straight(List<Batch.Head> heads, long nowMs) {
    if (!crowded || nowMs >= probeAtMs) {
      return null;
    }
    String[] texts = new String[heads.size()];
    for (int i = 0; i < texts.length; i++) {
      Place place = places.get(heads.get(i).shard());
      // Another epoch: the shard was taken since, which made a row that is not known here.
      if (place == null || place.epoch() != heads.get(i).epoch()) {
        return null;
      }
      texts[i] = place.text();
    }
    return texts;
  }

  /** One of them was not right: the next batch goes by the index. */
  void forget() {
    places.clear();
  }

  /** What a batch is being told of; {@link Written#head} for each head that passed. */
  Written written(boolean straight) {
    return new Written(straight);
  }

  /** The new rows of one batch. */
  final class Written {
    private final boolean straight;
    private boolean wandered;
    private boolean cleared;

    private Written(boolean straight) {
      this.straight = straight;
    }

    void head(int shard, long epoch, String text) {
      Place place = Place.of(epoch, text);
      Place before = places.put(shard, place);
      if (before != null && before.epoch() == epoch) {
        wandered |= before.block() != place.block();
        cleared |= before.block() == place.block() && before.offset() > place.offset();
      }
    }

    void end(long nowMs) {
      if (straight) {
        return;
      }
      if (!crowded) {
        if (wandered) {
          crowded = true;
          pauseMs = FIRST_PAUSE_MS;
          pause(nowMs);
        }
      } else if (cleared && !wandered) {
        crowded = false;
      } else if (nowMs >= probeAtMs && (wandered || ++probes == PROBES)) {
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        pause(nowMs);
      }
    }

    private void pause(long nowMs) {
      probeAtMs = nowMs + pauseMs;
      probes = 0;
    }
  }
}
