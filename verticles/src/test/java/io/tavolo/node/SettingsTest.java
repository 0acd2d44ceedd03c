package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tavolo.node.SettingsFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path dir;

  @Test
  void shouldTakeDefaultsWhenNothingIsSet() throws StartFault {
    Settings settings = Settings.read(Map.of(), Map.of());
    assertThat(settings.get(Settings.HTTP_PORT)).isEqualTo(8080);
    assertThat(settings.get(Settings.ADMIN_PORT)).isEqualTo(8081);
    assertThat(settings.get(Settings.HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.find(Settings.POSTGRES_URI)).isEmpty();
    assertThat(settings.find(Settings.ADMIN_TOKEN)).isEmpty();
  }

  @Test
  void shouldPreferTheEnvironmentToTheFileAndTheFileToTheDefault() throws StartFault {
    Map<String, String> environment = Map.of("TAVOLO_HTTP_PORT", "1");
    var file =
        Map.of(
            "TAVOLO_HTTP_PORT", new Entry("2", "a:1"), "TAVOLO_ADMIN_PORT", new Entry("3", "a:2"));
    Settings settings = Settings.read(environment, file);
    assertThat(settings.get(Settings.HTTP_PORT)).isEqualTo(1);
    assertThat(settings.get(Settings.ADMIN_PORT)).isEqualTo(3);
  }

  @Test
  void shouldTakeAnEmptyVariableForAnUnsetOne() throws StartFault {
    Settings settings = Settings.read(Map.of("TAVOLO_HTTP_PORT", " "), Map.of());
    assertThat(settings.get(Settings.HTTP_PORT)).isEqualTo(8080);
  }

  @Test
  void shouldIgnoreVariablesOfOthersButNotUnknownNamesInTheFile() throws StartFault {
    Settings.read(Map.of("TAVOLO_PORT", "tcp://10.0.0.1:80"), Map.of());
    assertThat(faults(Map.of(), Map.of("TAVOLO_HTP_PORT", new Entry("80", "a.yml:7"))))
        .containsExactly(
            "TAVOLO_HTP_PORT: unknown setting (expected: TAVOLO_HTTP_PORT; from a.yml:7)");
    assertThat(faults(Map.of(), Map.of("colour", new Entry("red", "a.yml:8"))))
        .containsExactly("colour: unknown setting (expected: one that --help lists; from a.yml:8)");
  }

  @ParameterizedTest
  @CsvSource({
    "tavolo_host, TAVOLO_HOST",
    "TAVOLO_POSTGRES_URL, TAVOLO_POSTGRES_URI",
    "TAVOLO_KAFKA_BOOTSTRAPS, TAVOLO_KAFKA_BOOTSTRAP",
    "TAVOLO_LEASES_MS, TAVOLO_LEASE_MS",
  })
  void shouldGuessWhichSettingWasMeant(String written, String meant) {
    assertThat(faults(Map.of(), Map.of(written, new Entry("x", "a:1"))).get(0))
        .contains("(expected: " + meant + ";");
  }

  @Test
  void shouldSayInWhichLineABadValueStands() throws Exception {
    Path file =
        file("a.properties", "! ours\n\nTAVOLO_HOST = \\\n  a b\nTAVOLO_HTTP_PORT: 70000\n");
    assertThat(faults(Map.of(), SettingsFile.read(file)))
        .containsExactly(
            "TAVOLO_HTTP_PORT: 70000 (expected: a port, 0..65535; from " + file + ":5)",
            "TAVOLO_HOST: a b (expected: a host name or an address; from " + file + ":3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TAVOLO_HTTP_PORT | 99999 | 99999 (expected: a port, 0..65535)
          TAVOLO_HTTP_PORT | -1 | -1 (expected: a port, 0..65535)
          TAVOLO_ADMIN_PORT | http | http (expected: a port, 0..65535)
          TAVOLO_ADMIN_PORT | 8081.0 | 8081.0 (expected: a port, 0..65535)
          TAVOLO_HOST | a b | a b (expected: a host name or an address)
          TAVOLO_HOST | http://a | http://a (expected: a host name or an address)
          TAVOLO_POSTGRES_URI | mysql://h/d | mysql://h/d (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)
          TAVOLO_POSTGRES_URI | localhost:5432 | localhost:5432 (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)
          TAVOLO_POSTGRES_URI | postgresql:///d | postgresql:///d (expected: postgresql://USER:PASSWORD@HOST:PORT/DATABASE)
          TAVOLO_KAFKA_BOOTSTRAP | localhost | localhost (expected: HOST:PORT, or several separated by commas)
          TAVOLO_KAFKA_BOOTSTRAP | a:1,,b:2 | a:1,,b:2 (expected: HOST:PORT, or several separated by commas)
          TAVOLO_KAFKA_BOOTSTRAP | a:70000 | a:70000 (expected: HOST:PORT, or several separated by commas)
          TAVOLO_REDIS_URI | 127.0.0.1:6379 | 127.0.0.1:6379 (expected: redis://HOST:PORT)
          TAVOLO_CLUSTER_CONFIG | /no/such/file.xml | /no/such/file.xml (expected: a readable file)
          TAVOLO_CLUSTER_HOST | a/b | a/b (expected: a host name or an address)
          TAVOLO_CLUSTER_MEMBERS | a,,b | a,,b (expected: HOST or HOST:PORT, or several separated by commas)
          TAVOLO_CLUSTER_MEMBERS | a, b | a, b (expected: HOST or HOST:PORT, or several separated by commas)
          TAVOLO_CLUSTER_MEMBERS | a:0 | a:0 (expected: HOST or HOST:PORT, or several separated by commas)
          TAVOLO_CLUSTER_MEMBERS | a:65536 | a:65536 (expected: HOST or HOST:PORT, or several separated by commas)
          TAVOLO_CLUSTER_MEMBERS | <b/> | <b/> (expected: HOST or HOST:PORT, or several separated by commas)
          TAVOLO_CLUSTER_SERVICE | .svc | .svc (expected: a DNS name)
          TAVOLO_CLUSTER_SERVICE | a<b | a<b (expected: a DNS name)
          TAVOLO_CLUSTER_NAME | one two | one two (expected: 1..64 letters, digits, dots and dashes)
          TAVOLO_LOG_FORMAT | xml | xml (expected: one of auto, human, json)
          TAVOLO_DEMO | some | some (expected: one of auto, on, off, or restaurants, 1..250)
          TAVOLO_DEMO | 251 | 251 (expected: one of auto, on, off, or restaurants, 1..250)
          """)
  void shouldSayWhatCameAndWhatWasExpected(String name, String value, String message) {
    assertThat(faults(Map.of(name, value), Map.of()))
        .containsExactly(name + ": " + message.replaceAll("\\)$", "; from the environment)"));
  }

  @Test
  void shouldTakeTheDemoCityWholeOrInPartOrNotAtAll() throws StartFault {
    assertThat(Settings.read(Map.of("TAVOLO_DEMO", "ON"), Map.of()).demoHouses()).isEqualTo(250);
    assertThat(Settings.read(Map.of("TAVOLO_DEMO", "12"), Map.of()).demoHouses()).isEqualTo(12);
    assertThat(Settings.read(Map.of("TAVOLO_DEMO", "off"), Map.of()).demoHouses()).isZero();
  }

  @Test
  void shouldReportEveryFaultInALineOfItsOwn() {
    Map<String, String> environment =
        Map.of("TAVOLO_HTTP_PORT", "x\ny", "TAVOLO_ADMIN_PORT", "y", "TAVOLO_LOG_FORMAT", "z");
    assertThat(faults(environment, Map.of()))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
  }

  @Test
  void shouldNeverShowASecret() {
    Map<String, String> environment =
        Map.of(
            "TAVOLO_SECRET", "hunter2",
            "TAVOLO_ADMIN_TOKEN", "hunter2 and more",
            "TAVOLO_POSTGRES_URI", "postgresql://tavolo:hunter2@at@home:x/d?password=hunter2",
            "TAVOLO_REDIS_URI", "http://:hunter2@home");
    assertThat(faults(environment, Map.of()))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).doesNotContain("hunter2"))
        .contains(
            "TAVOLO_REDIS_URI: http://***@home (expected: redis://HOST:PORT; from the environment)");
  }

  @Test
  void shouldListEverySettingInTheHelp() throws IllegalAccessException {
    for (var field : Settings.class.getFields()) {
      assertThat(field.get(null)).isInstanceOf(Setting.class);
      assertThat(Settings.help()).contains("TAVOLO_" + field.getName());
    }
    assertThat(Settings.help()).contains("TAVOLO_HTTP_PORT (8080)", "TAVOLO_SECRET (unset)");
  }

  @Test
  void shouldReadPropertiesAndYaml() throws Exception {
    Path properties = file("a.properties", "# ours\nTAVOLO_HTTP_PORT = 81\n");
    assertThat(SettingsFile.read(properties))
        .isEqualTo(Map.of("TAVOLO_HTTP_PORT", new Entry("81", properties + ":2")));
    Path yaml = file("a.yaml", "TAVOLO_HTTP_PORT: 81\nTAVOLO_HOST: ::1\nTAVOLO_ACCESS_LOG: off\n");
    assertThat(SettingsFile.read(yaml))
        .isEqualTo(
            Map.of(
                "TAVOLO_HTTP_PORT", new Entry("81", yaml + ":1"),
                "TAVOLO_HOST", new Entry("::1", yaml + ":2"),
                "TAVOLO_ACCESS_LOG", new Entry("off", yaml + ":3")));
    assertThat(SettingsFile.read(file("empty.yml", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list.yml    | - a                    | :1: not a list of settings (expected: lines NAME: VALUE)
          nested.yml  | TAVOLO_HOST: {a: b}    | :1: TAVOLO_HOST holds several values (expected: one)
          broken.yml  | TAVOLO_HOST: [         | :1: not YAML:
          bad.properties | a=\\uZZZZ           | :1: cannot be read:
          """)
  void shouldRefuseAFileThatHoldsSomethingElse(String name, String text, String message)
      throws IOException {
    Path file = file(name, text);
    StartFault fault = catchThrowableOfType(StartFault.class, () -> SettingsFile.read(file));
    assertThat(fault.exitCode()).isEqualTo(2);
    assertThat(fault.lines()).hasSize(1);
    assertThat(fault.lines().get(0))
        .startsWith("settings file " + file + message)
        .doesNotContain("\n");
  }

  @Test
  void shouldRefuseASettingThatIsGivenTwice() throws IOException {
    for (String name : List.of("twice.yml", "twice.properties")) {
      Path file = file(name, "TAVOLO_HOST: a\nTAVOLO_HOST: b\n");
      StartFault fault = catchThrowableOfType(StartFault.class, () -> SettingsFile.read(file));
      assertThat(fault.lines())
          .containsExactly(
              "settings file %s:2: TAVOLO_HOST again (expected: once, as in %s:1)"
                  .formatted(file, file));
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private static List<String> faults(Map<String, String> environment, Map<String, Entry> file) {
    StartFault fault =
        catchThrowableOfType(StartFault.class, () -> Settings.read(environment, file));
    assertThat(fault.exitCode()).isEqualTo(2);
    return fault.lines();
  }
}
