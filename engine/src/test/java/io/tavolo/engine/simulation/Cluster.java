package io.tavolo.engine.simulation;

import io.tavolo.engine.simulation.Scenario.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The nodes, each in a place of its own; who is killed comes back there under a new name. */
final class Cluster {
  private final World world;
  private final Network network;
  private final Outside outside;
  private final Shape shape;
  private final RandomGenerator random;
  private final List<@Nullable Node> places = new ArrayList<>();
  private final List<String> everyName = new ArrayList<>();
  private final int[] driftPerMille;
  private int lives;

  Cluster(World world, Network network, Outside outside, Shape shape) {
    this.world = world;
    this.network = network;
    this.outside = outside;
    this.shape = shape;
    random = world.chance(4);
    driftPerMille = new int[shape.nodes()];
    for (int place = 0; place < shape.nodes(); place++) {
      places.add(null);
      if (shape.drifts()) {
        driftPerMille[place] = random.nextInt(21) - 10;
        if (driftPerMille[place] != 0) {
          world.count(Fault.CLOCK_DRIFTED);
        }
      }
    }
  }

  int size() {
    return places.size();
  }

  /** The node that runs there, or null while there is none. */
  @Nullable Node at(int place) {
    Node node = places.get(place);
    return node != null && node.isAlive() ? node : null;
  }

  List<Node> running() {
    List<Node> running = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      Node node = at(place);
      if (node != null) {
        running.add(node);
      }
    }
    return running;
  }

  /** Any that takes requests, or null when a client finds none. */
  @Nullable Node anyNode(RandomGenerator chance) {
    for (int attempt = 0; attempt < 3; attempt++) {
      Node node = at(chance.nextInt(places.size()));
      if (node != null && node.isAccepting()) {
        return node;
      }
    }
    return null;
  }

  @Nullable Node named(String name) {
    for (Node node : running()) {
      if (node.name().equals(name)) {
        return node;
      }
    }
    return null;
  }

  // ---- coming and going

  void startAll() {
    for (int place = 0; place < places.size(); place++) {
      start(place);
    }
  }

  void start(int place) {
    if (at(place) != null) {
      return;
    }
    String name = "node%d.%d".formatted(place, ++lives);
    everyName.add(name);
    Node node = new Node(world, network, outside, this, shape, place, name, driftPerMille[place]);
    places.set(place, node);
    world.say(() -> name + " starts");
    changed();
  }

  void kill(int place) {
    Node node = at(place);
    if (node != null) {
      world.say(() -> node.name() + " is killed");
      node.kill();
    }
  }

  /** A place whose node is gone gets another after a while. */
  void startLater(int place, long us) {
    world.scheduler.after(us, () -> start(place));
  }

  // ---- what they see of each other

  /** Everybody hears of it in his own time, some at first of a part only, some not at all. */
  void changed() {
    for (int place = 0; place < places.size(); place++) {
      long us = random.nextInt(random.nextInt(4) == 0 ? 2_500_000 : 150_000);
      if (world.troubled && random.nextInt(4) == 0) {
        look(place, random.nextInt(150_000), true);
      }
      look(place, us, false);
    }
  }

  private void look(int place, long us, boolean inPart) {
    world.scheduler.after(
        us,
        () -> {
          Node node = at(place);
          if (node == null) {
            return;
          }
          List<String> seen = new ArrayList<>();
          for (int other = 0; other < places.size(); other++) {
            Node member = at(other);
            boolean apart = network.isCut(place, other) || network.isCut(other, place);
            boolean missed = inPart && random.nextBoolean();
            if (member != null && (other == place || !(apart || missed)) && !member.isLongStill()) {
              seen.add(member.name());
            }
          }
          node.see(seen);
          if (world.troubled && random.nextInt(6) == 0) {
            world.count(Fault.WAKE_LOST);
          } else {
            node.wake();
          }
        });
  }

  void beWrong(int place, long us, long seed) {
    Node node = at(place);
    if (node != null) {
      world.count(Fault.VIEW_WRONG);
      node.view().beWrong(us, seed, everyName);
      node.wake();
    }
  }

  /** Two who hold the same shard are counted, when one begins to. */
  void noteOwner(Node owner, int shard) {
    for (Node node : running()) {
      if (node != owner && node.holds(shard)) {
        world.count(Fault.TWO_OWNERS);
      }
    }
  }

  /** The nodes that hold the shard. */
  List<Node> holders(int shard) {
    return running().stream().filter(node -> node.holds(shard)).toList();
  }

  Node require(int place) {
    return Objects.requireNonNull(at(place));
  }
}
