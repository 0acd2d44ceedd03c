package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigXmlGenerator;
import com.hazelcast.config.JoinConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What an operator edits can be read by those who read it, and says what the software says. */
class ClusterConfigTest {
  private static final Path FOLDER = Path.of("..", "cluster-config");
  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final Pattern SETTING = Pattern.compile("name: (TAVOLO_[A-Z_]+)");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldBeReadableByWhoeverReadsIt(Path file) throws Exception {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    switch (ending) {
      case "xml" -> {
        Config config = Cluster.config(settings(Map.of("TAVOLO_CLUSTER_CONFIG", file.toString())));
        assertThat(config.getClusterName()).isEqualTo("test");
        assertThat(config.getNetworkConfig().getPublicAddress()).isEqualTo("127.0.0.1");
      }
      case "yaml" -> assertThat(documents(file)).isNotEmpty().doesNotContainNull();
      case "cfg" -> shouldPleaseHaproxy(file);
      default -> assertThat(ending).as(name + " has a parser").isEqualTo("md");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldHaveNothingLeftToFillIn(Path file) throws Exception {
    assertThat(Files.readString(file)).as(file.toString()).doesNotContain("@@");
  }

  private static void shouldPleaseHaproxy(Path file) throws Exception {
    assumeTrue(Files.isExecutable(HAPROXY), "HAProxy is not installed");
    Process check =
        new ProcessBuilder(HAPROXY.toString(), "-c", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).as(said).isZero();
    assertThat(said).doesNotContain("WARNING");
  }

  @Test
  void shouldAskThisHostUnlessMembersAreNamed() throws Exception {
    assertThat(join(Map.of("TAVOLO_CLUSTER_HOST", "127.0.0.7")).getTcpIpConfig().getMembers())
        .containsExactly("127.0.0.7");
    assertThat(
            join(Map.of("TAVOLO_CLUSTER_MEMBERS", "10.0.0.1,10.0.0.2:5701,host-3"))
                .getTcpIpConfig()
                .getMembers())
        .containsExactly("10.0.0.1", "10.0.0.2:5701", "host-3");
  }

  @Test
  void shouldAskTheNameServerWhereAServiceIsNamed() throws Exception {
    JoinConfig join = join(Map.of("TAVOLO_CLUSTER_SERVICE", "tavolo-nodes.shop.svc"));
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperties())
        .containsEntry("service-dns", "tavolo-nodes.shop.svc");
  }

  @Test
  void shouldAskNobodyWhenTheClusterHasNoName() throws Exception {
    JoinConfig join =
        Cluster.config(Settings.read(Map.of(), Map.of())).getNetworkConfig().getJoin();
    assertThat(join.getTcpIpConfig().getMembers()).isEmpty();
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TAVOLO_CLUSTER_SERVICE", "TAVOLO_CLUSTER_MEMBERS"})
  void shouldRefuseToSeekOthersWithoutANameToKnowThemBy(String setting) {
    assertThatExceptionOfType(StartFault.class)
        .isThrownBy(() -> Cluster.config(Settings.read(Map.of(setting, "tavolo-nodes"), Map.of())))
        .withMessageContaining("TAVOLO_CLUSTER_NAME: not set");
  }

  @Test
  void shouldDifferOnlyInTheWayToFindEachOther() throws Exception {
    assertThat(allButTheJoin(Map.of("TAVOLO_CLUSTER_SERVICE", "tavolo-nodes")))
        .isEqualTo(allButTheJoin(Map.of()));
  }

  @Test
  void shouldNameOnlySettingsThatThereAre() throws Exception {
    String yaml = Files.readString(FOLDER.resolve("kubernetes.yaml"));
    Matcher named = SETTING.matcher(yaml);
    List<String> names = new ArrayList<>();
    while (named.find()) {
      names.add(named.group(1));
    }
    assertThat(names)
        .contains("TAVOLO_CLUSTER_SERVICE", "TAVOLO_SECRET")
        .allSatisfy(name -> assertThat(Settings.help()).contains("\n" + name + " ("));
  }

  private static List<Object> documents(Path file) throws IOException {
    List<Object> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions()))
        .loadAll(Files.readString(file))
        .forEach(documents::add);
    return documents;
  }

  private static String allButTheJoin(Map<String, String> given) throws StartFault {
    Config config = Cluster.config(settings(given));
    config.getNetworkConfig().setJoin(new JoinConfig());
    return new ConfigXmlGenerator(true).generate(config);
  }

  private static JoinConfig join(Map<String, String> given) throws StartFault {
    return Cluster.config(settings(given)).getNetworkConfig().getJoin();
  }

  private static Settings settings(Map<String, String> given) throws StartFault {
    Map<String, String> all = new HashMap<>(given);
    all.put("TAVOLO_CLUSTER_NAME", "test");
    return Settings.read(all, Map.of());
  }
}
