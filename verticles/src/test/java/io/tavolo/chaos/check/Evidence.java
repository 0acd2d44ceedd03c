package io.tavolo.chaos.check;

import java.util.List;

/**
 * All that is known of a run.
 *
 * @param calls of all clients, in any order
 * @param topic in the order of each partition
 * @param offered what the nodes offered after the end
 * @param clocksApartMs how far a node's wall clock may have been from the harness's
 */
public record Evidence(
    List<House> houses,
    List<Call> calls,
    Stored stored,
    List<Published> topic,
    List<Offered> offered,
    long clocksApartMs) {

  /**
   * A record of the topic.
   *
   * @param id {@code ce_id}
   * @param key the restaurant's id
   * @param type {@code ce_type}
   * @param subject {@code ce_subject}
   */
  public record Published(String id, String key, String type, String subject) {}

  /** What a node offered a party on a date, in days since 1970-01-01. */
  public record Offered(int node, String house, int day, int partySize, List<Integer> startTicks) {}

  public Evidence {
    houses = List.copyOf(houses);
    calls = List.copyOf(calls);
    topic = List.copyOf(topic);
    offered = List.copyOf(offered);
  }
}
