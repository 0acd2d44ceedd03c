package io.tavolo.engine.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node and the other living ones hear each other over the event bus; where they could
 * and do not, it registers anew.
 *
 * <p><b>Asking.</b> With every beat it asks each node whose lease runs, at the address that stands
 * beside the lease, which tries what a request would use: the registration, the connection, and the
 * way back. An answer carries a complaint when its sender asks this node in vain: the way is open
 * both ways then, and it is the registration that is lost.
 *
 * <p><b>Registering anew</b> is done under a fresh address, which goes into the database: whatever
 * the others remember of the old one, a lost entry or a dead connection to it, is out of use with
 * it. The old one is still heard for a while. It is done for a complaint, for a registration that
 * is not there, and for long silence on both sides between members of one cluster; each time after
 * a longer pause, until all is well.
 *
 * <p><b>A cut</b> is nothing to repair: who is no member of this node's cluster cannot be heard.
 * But a node that is silent here, no member or silent for long, and has renewed its lease since, is
 * known to be out of reach; what is asked of it need not wait. That a lease was renewed is known
 * once the silence has lasted longer than a lease: of a node that has died it is never said.
 *
 * <p>One owner thread; {@link #isOutOfReach} and {@link #unheardCount} on any. Moments are
 * milliseconds on the node's monotonic clock.
 */
public final class Hearing {
  /** How often {@link #beat} should be called, on average. */
  public static final long EVERY_MS = 1_000;

  /** How long an answer may take. */
  public static final long SILENCE_MS = 900;

  /** Rounds in a row: one may be lost to a pause on either side. */
  static final int ROUNDS = 2;

  /** Longer than the cluster needs to find out that a member is gone. */
  static final int MUTUAL_ROUNDS = 10;

  /** Answers in a row that complain: the first after a cut are of the time before. */
  static final int COMPLAINTS = 3;

  /** Until the others have read the new address, with time to spare. */
  static final long RETIRE_MS = 10_000;

  static final long SHORTEST_PAUSE_MS = 5_000;
  static final long LONGEST_PAUSE_MS = 60_000;

  /** What a look finds beside the living nodes. */
  public enum Registration {
    THERE,
    LOST,
    /** It could not be read. */
    UNKNOWN
  }

  private final String base;
  private final long leaseMs;
  private final HearingEffects effects;
  private final Map<String, Peer> peers = new TreeMap<>();
  private String address;
  private int generation;
  private boolean looking;

  /** Looks in a row that did not find the registration. */
  private int missed;

  private boolean registering;
  private int repairs;
  private long pauseUntilMs = Long.MIN_VALUE;
  private @Nullable String retiring;
  private long retireAtMs;

  private volatile Set<String> outOfReach = Set.of();
  private volatile int unheard;

  /**
   * A node that is registered and has asked nobody yet.
   *
   * @param address where it is registered; fresh ones begin with it
   * @param leaseMs how long a lease runs that is not renewed
   */
  public Hearing(String address, long leaseMs, HearingEffects effects) {
    this.base = address;
    this.address = address;
    this.leaseMs = leaseMs;
    this.effects = effects;
  }

  // ---------------------------------------------------------------- questions

  /** Whether the node at the address is alive, as far as is known, and cannot be reached. */
  public boolean isOutOfReach(String address) {
    return outOfReach.contains(address);
  }

  /** Living nodes that do not answer this one. */
  public int unheardCount() {
    return unheard;
  }

  /** Where this node asks the other in vain, for its answer to it; null when it is heard. */
  public @Nullable String unheardAt(String node) {
    Peer peer = peers.get(node);
    return peer != null && peer.isLost() ? peer.address : null;
  }

  // ---------------------------------------------------------------- rounds

  /** A second has passed: looks, and asks everybody who is not being asked. */
  public void beat(long nowMs) {
    if (!looking) {
      looking = true;
      effects.look(address);
    }
    peers.forEach(
        (node, peer) -> {
          if (!peer.asking) {
            peer.asked(nowMs);
            effects.ask(node, peer.address);
          }
        });
    if (retiring != null && nowMs >= retireAtMs) {
      effects.retire(retiring);
      retiring = null;
    }
  }

  /**
   * The answer to {@link HearingEffects#look}.
   *
   * @param living nodes whose lease runs, without this one
   * @param members nodes of this node's cluster
   */
  public void looked(
      List<Neighbour> living, Set<String> members, Registration registration, long nowMs) {
    looking = false;
    Map<String, Peer> before = new HashMap<>(peers);
    peers.clear();
    for (Neighbour neighbour : living) {
      Peer peer = before.getOrDefault(neighbour.node(), new Peer());
      peer.reachedAt(neighbour.address());
      peer.member = members.contains(neighbour.node());
      peers.put(neighbour.node(), peer);
    }
    settle(nowMs, true);
    missed = registration == Registration.LOST ? missed + 1 : 0;
    if (missed >= ROUNDS) {
      repair("its registration is gone", nowMs);
    } else {
      peers.forEach(
          (node, peer) -> {
            if (peer.silentAsMember >= MUTUAL_ROUNDS) {
              repair("node " + node + " of the same cluster keeps silent", nowMs);
            }
          });
    }
    if (unheard == 0 && missed == 0 && nowMs >= pauseUntilMs) {
      repairs = 0;
    }
  }

  /** The answer to {@link HearingEffects#look}, when there is none: nothing is known of leases. */
  public void lookFailed() {
    looking = false;
    outOfReach = Set.of();
  }

  /**
   * The answer to {@link HearingEffects#ask}.
   *
   * @param unheardAt where that node asks this one in vain, or null
   */
  public void answered(String node, @Nullable String unheardAt, long nowMs) {
    Peer peer = peers.get(node);
    if (peer == null) {
      return;
    }
    if (peer.isLost()) {
      effects.found(node, nowMs - peer.silentSinceMs);
    }
    peer.answered(address.equals(unheardAt));
    settle(nowMs, false);
    if (peer.complaints >= COMPLAINTS) {
      repair("node " + node + " does not hear it", nowMs);
    }
  }

  /** The answer to {@link HearingEffects#ask}, when there is none. */
  public void silent(String node, long nowMs) {
    Peer peer = peers.get(node);
    if (peer == null) {
      return;
    }
    peer.silent();
    if (peer.silentRounds == ROUNDS) {
      effects.lost(node, peer.address, peer.member);
    }
    settle(nowMs, false);
  }

  /**
   * @param looked whether it was just seen whose lease runs: else nobody comes to be out of reach
   */
  private void settle(long nowMs, boolean looked) {
    Set<String> far = new HashSet<>();
    int lost = 0;
    for (Peer peer : peers.values()) {
      if (peer.isLost()) {
        lost++;
        boolean hasRenewed = looked && nowMs - peer.silentSinceMs > leaseMs + 2 * EVERY_MS;
        // One of this cluster that is silent may only be busy: what is asked of it is tried.
        boolean isApart = !peer.member || peer.silentAsMember >= MUTUAL_ROUNDS;
        if ((hasRenewed && isApart) || outOfReach.contains(peer.address)) {
          far.add(peer.address);
        }
      }
    }
    unheard = lost;
    outOfReach = Set.copyOf(far);
  }

  // ---------------------------------------------------------------- registering anew

  private void repair(String why, long nowMs) {
    if (registering || nowMs < pauseUntilMs) {
      return;
    }
    registering = true;
    pauseUntilMs =
        nowMs
            + Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS << Math.min(repairs, Integer.SIZE / 2));
    repairs++;
    generation++;
    effects.register(base + "." + generation, why);
  }

  /** The answer to {@link HearingEffects#register}. */
  public void registered(String fresh, long nowMs) {
    registering = false;
    missed = 0;
    if (retiring != null) {
      effects.retire(retiring);
    }
    retiring = address;
    retireAtMs = nowMs + RETIRE_MS;
    address = fresh;
    effects.move(fresh);
  }

  /** The answer to {@link HearingEffects#register}, when there is none. */
  public void registerFailed() {
    registering = false;
  }
}
