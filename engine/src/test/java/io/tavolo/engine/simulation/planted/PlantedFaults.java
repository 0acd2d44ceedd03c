package io.tavolo.engine.simulation.planted;

import java.util.List;
import java.util.stream.Stream;

/** All of them. */
final class PlantedFaults {
  private PlantedFaults() {}

  static List<PlantedFault> all() {
    return Stream.of(
            LaneFaults.answers(),
            LaneFaults.failures(),
            LaneFaults.memory(),
            LaneFaults.time(),
            OwnershipFaults.lease(),
            OwnershipFaults.shards(),
            RoutingFaults.all(),
            PublishingFaults.all(),
            RuleFaults.all(),
            PostgresFaults.batch(),
            PostgresFaults.taking(),
            PostgresFaults.leases(),
            PostgresFaults.outside())
        .flatMap(List::stream)
        .toList();
  }
}
