package io.tavolo.engine.simulation.planted;

import java.util.List;

/** Mistakes on the way to Kafka. */
final class PublishingFaults {
  private static final String PUBLISHING = "publish/Publishing.java";

  private PublishingFaults() {}

  static List<PlantedFault> all() {
    return List.of(
        new PlantedFault(
            "publish uncommitted",
            "lane/Batching.java",
            "effects.commit(batch); } }",
            "effects.commit(batch); effects.committed(batch, shard -> true); } }",
            "events that never happened",
            100),
        new PlantedFault(
            "forget the cursor",
            PUBLISHING,
            "feed.window = new AckWindow(publishedSeq);",
            "feed.window = new AckWindow(Math.max(publishedSeq, feed.lastSeq));",
            "what the owner of before did not publish stays unpublished",
            100),
        new PlantedFault(
            "store the cursor of what is not acked",
            PUBLISHING,
            "effects.send(generation, row);",
            "effects.send(generation, row); cursors.rise(feed.shard, row.seq());",
            "what failed is never sent again",
            100),
        new PlantedFault(
            "raise the cursor past a gap",
            "publish/AckWindow.java",
            "while (isSet(acked + 1)) {",
            "while (acked < seq) {",
            "what failed is never sent again",
            100),
        new PlantedFault(
            "go on after what was sent",
            PUBLISHING,
            "window.restart(window.acked());",
            "window.restart(window.sent());",
            "what failed is never sent again",
            100),
        new PlantedFault(
            "go on with a producer that failed",
            PUBLISHING,
            "if (ofGeneration == generation && up) { up = false;",
            "if (ofGeneration == generation && up) {",
            "a record overtakes one that failed",
            100),
        new PlantedFault(
            "publish for a shard that is lost",
            PUBLISHING,
            "ShardFeed feed = feeds.remove(shard);",
            "ShardFeed feed = feeds.get(shard);",
            "two nodes publish one shard",
            100));
  }
}
