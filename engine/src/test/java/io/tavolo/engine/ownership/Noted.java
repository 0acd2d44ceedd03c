package io.tavolo.engine.ownership;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ownership asked for and told, in order. */
final class Noted implements OwnershipEffects {
  private final List<String> all = new ArrayList<>();

  /** What came since this was called last. */
  List<String> since() {
    List<String> since = List.copyOf(all);
    all.clear();
    return since;
  }

  @Override
  public void look() {
    all.add("look");
  }

  @Override
  public void take(List<Integer> shards) {
    all.add("take " + shards);
  }

  @Override
  public void takeAgain(List<Integer> shards) {
    all.add("take again " + shards);
  }

  @Override
  public void pause(int failures) {
    all.add("pause " + failures);
  }

  @Override
  public void release(int shard, long epoch, @Nullable String successor) {
    all.add("release %d/%d to %s".formatted(shard, epoch, successor));
  }

  @Override
  public void sayLeaving() {
    all.add("say leaving");
  }

  @Override
  public void lookIn(long ms) {
    all.add("look in " + ms);
  }

  @Override
  public void routesChanged() {
    all.add("routes changed");
  }

  @Override
  public void wakeOthers() {
    all.add("wake others");
  }

  @Override
  public void own(int shard, long epoch, long lastSeq) {
    all.add("lane: own %d/%d at %d".formatted(shard, epoch, lastSeq));
  }

  @Override
  public void taken(int shard, long epoch, long lastSeq) {
    all.add("lane: taken %d/%d at %d".formatted(shard, epoch, lastSeq));
  }

  @Override
  public void drop(int shard) {
    all.add("lane: drop " + shard);
  }

  @Override
  public void leave(int shard) {
    all.add("lane: leave " + shard);
  }

  @Override
  public void owned(int shard, long lastSeq) {
    all.add("owned %d at %d".formatted(shard, lastSeq));
  }

  @Override
  public void dropped(int shard) {
    all.add("dropped " + shard);
  }

  @Override
  public void drained() {
    all.add("drained");
  }
}
