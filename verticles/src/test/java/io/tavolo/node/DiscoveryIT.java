package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes find each other by one DNS name that stands for all of them, as on Kubernetes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DiscoveryIT {
  @TempDir Path dir;

  @Test
  void shouldFormOneClusterOfAllAddressesOfAName() throws Exception {
    // Addresses that no other cluster on this machine is likely to have.
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String net = "127.%d.%d.".formatted(random.nextInt(20, 220), random.nextInt(1, 250));
    String hosts = "%s11 tavolo-nodes\n%s12 tavolo-nodes\n".formatted(net, net);
    Path names = Files.writeString(dir.resolve("hosts"), hosts);
    File said = dir.resolve("said").toFile();
    Process members =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + names,
                "-cp",
                System.getProperty("java.class.path"),
                MembersByName.class.getName(),
                "tavolo-nodes",
                net + "11",
                net + "12")
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    try {
      assertThat(members.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      members.destroyForcibly();
    }
    assertThat(Files.readString(said.toPath())).contains(net + "11 sees 2", net + "12 sees 2");
  }
}
