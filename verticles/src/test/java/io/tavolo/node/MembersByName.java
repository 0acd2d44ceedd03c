package io.tavolo.node;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process for {@link DiscoveryIT}: starts a member at each of the addresses, all of which the
 * first argument names, and prints how many members each sees in the end.
 */
final class MembersByName {
  private MembersByName() {}

  public static void main(String[] args) throws Exception {
    List<HazelcastInstance> members = new ArrayList<>();
    for (String host : List.of(args).subList(1, args.length)) {
      Map<String, String> given =
          Map.of(
              "TAVOLO_CLUSTER_SERVICE", args[0],
              "TAVOLO_CLUSTER_HOST", host,
              "TAVOLO_CLUSTER_NAME", "by-name");
      members.add(
          Hazelcast.newHazelcastInstance(Cluster.config(Settings.read(given, Map.of()))));
    }
    int all = members.size();
    Until.holds(
        "they see each other",
        () -> members.stream().allMatch(m -> m.getCluster().getMembers().size() == all));
    for (HazelcastInstance member : members) {
      System.out.println(
          member.getCluster().getLocalMember().getAddress().getHost()
              + " sees "
              + member.getCluster().getMembers().size());
    }
    System.exit(0);
  }
}
