package io.tavolo.node;

import static java.util.Objects.requireNonNull;

import io.tavolo.demo.CityLoading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that an operator can set, and what was set. Immutable.
 *
 * <p>A new setting is one more constant here, made by {@link #define}: {@code --help}, the file,
 * the environment and the error messages know it from that line. The environment goes before the
 * file, the file before the default.
 */
public final class Settings {
  private static final List<Setting<?>> ALL = new ArrayList<>();

  public static final Setting<Integer> HTTP_PORT =
      define(Setting.port("TAVOLO_HTTP_PORT", 8080, "where diners, staff and partners connect"));
  public static final Setting<Integer> ADMIN_PORT =
      define(Setting.port("TAVOLO_ADMIN_PORT", 8081, "health, metrics and shards, for operators"));
  public static final Setting<String> HOST =
      define(
          Setting.text(
              "TAVOLO_HOST",
              "127.0.0.1",
              "[^\\s/]+",
              "a host name or an address",
              "the address of both ports"));
  public static final Setting<String> POSTGRES_URI =
      define(
          Setting.uri(
              "TAVOLO_POSTGRES_URI",
              List.of("postgresql", "postgres"),
              "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
              "the database"));
  public static final Setting<String> KAFKA_BOOTSTRAP =
      define(Setting.hostsAndPorts("TAVOLO_KAFKA_BOOTSTRAP", "the brokers that take the events"));
  public static final Setting<String> REDIS_URI =
      define(
          Setting.uri(
              "TAVOLO_REDIS_URI",
              List.of("redis", "rediss"),
              "redis://HOST:PORT",
              "the cache of availability"));
  public static final Setting<Path> DATA_DIR =
      define(
          Setting.folder(
              "TAVOLO_DATA_DIR", ".tavolo", "data of the servers that the node starts by itself"));
  public static final Setting<Path> CLUSTER_CONFIG =
      define(
          Setting.file(
              "TAVOLO_CLUSTER_CONFIG", "a Hazelcast file (XML); unset: a cluster on this machine"));
  public static final Setting<String> CLUSTER_HOST =
      define(
          Setting.text(
              "TAVOLO_CLUSTER_HOST",
              "127.0.0.1",
              "[^\\s/]+",
              "a host name or an address",
              "the address that other nodes reach this one at"));
  public static final Setting<String> CLUSTER_MEMBERS =
      define(
          Setting.hosts(
              "TAVOLO_CLUSTER_MEMBERS",
              "some of the nodes, where a starting one asks to be let in; unset: this host"));
  public static final Setting<String> CLUSTER_SERVICE =
      define(
          Setting.text(
              "TAVOLO_CLUSTER_SERVICE",
              null,
              "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?",
              "a DNS name",
              "the name that stands for all nodes, such as a headless service of Kubernetes; where it is set, nodes find each other by it"));
  public static final Setting<String> CLUSTER_NAME =
      define(
          Setting.text(
              "TAVOLO_CLUSTER_NAME",
              null,
              "[A-Za-z0-9._-]{1,64}",
              "1..64 letters, digits, dots and dashes",
              "nodes of one name find each other; unset: tavolo, or with a Postgres of its own a name of its own"));
  public static final Setting<String> ADMIN_TOKEN =
      define(
          Setting.secret(
              "TAVOLO_ADMIN_TOKEN",
              16,
              "bearer token of staff and operator routes, health excepted; unset: closed"));
  public static final Setting<String> SECRET =
      define(
          Setting.secret(
              "TAVOLO_SECRET",
              16,
              "key of the diners' tokens, the same on all nodes; unset: made and kept in the data folder where servers are embedded"));
  public static final Setting<String> LOG_FORMAT =
      define(
          Setting.choice(
              "TAVOLO_LOG_FORMAT",
              "auto",
              List.of("auto", "human", "json"),
              "auto is human on a terminal, JSON otherwise"));
  public static final Setting<String> ACCESS_LOG =
      define(
          Setting.choice(
              "TAVOLO_ACCESS_LOG",
              "on",
              List.of("on", "off"),
              "a line in the log for every request, without its query"));

  public static final Setting<Integer> LANES =
      define(
          Setting.number(
              "TAVOLO_LANES",
              Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
              1,
              64,
              "lanes",
              "event loops that decide bookings; the shards are dealt out among them"));
  public static final Setting<Integer> WRITES_PER_SECOND =
      define(
          Setting.number(
              "TAVOLO_WRITES_PER_SECOND",
              0,
              0,
              10_000_000,
              "commands a second",
              "what the node commits at most, to spare a database that others need; 0: no bound"));
  public static final Setting<Integer> LEASE_MS =
      define(
          Setting.number(
              "TAVOLO_LEASE_MS",
              1_000,
              500,
              60_000,
              "milliseconds",
              "a node that is silent for so long loses its shards"));
  public static final Setting<Integer> RATE_LIMIT =
      define(
          Setting.number(
              "TAVOLO_RATE_LIMIT",
              1_000,
              1,
              1_000_000_000,
              "requests in 10 seconds",
              "what one client address may ask"));
  public static final Setting<Integer> JOURNAL_DAYS =
      define(
          Setting.number(
              "TAVOLO_JOURNAL_DAYS",
              30,
              1,
              3_650,
              "days",
              "how long the journal is kept; what is not published yet is kept in any case"));
  public static final Setting<Integer> KAFKA_REPLICAS =
      define(
          Setting.number(
              "TAVOLO_KAFKA_REPLICAS",
              1,
              1,
              9,
              "brokers",
              "copies of a topic that is made because it is missing"));
  public static final Setting<String> DEMO =
      define(
          Setting.choiceOrNumber(
              "TAVOLO_DEMO",
              "auto",
              List.of("auto", "on", "off"),
              1,
              CityLoading.MOST,
              "restaurants",
              "a city to book in, loaded once; auto is on with an embedded database, on is all of it"));

  private final Map<Setting<?>, Object> values;

  private Settings(Map<Setting<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  private static <T> Setting<T> define(Setting<T> setting) {
    ALL.add(setting);
    return setting;
  }

  /**
   * Reads every setting.
   *
   * @param environment all of it; names that are no setting are ignored, as others set some that
   *     begin alike
   * @param file what a settings file holds; here a name that is no setting is a fault
   * @throws StartFault with one line for each fault
   */
  public static Settings read(Map<String, String> environment, Map<String, SettingsFile.Entry> file)
      throws StartFault {
    Map<Setting<?>, Object> values = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Setting<?> setting : ALL) {
      SettingsFile.Entry given = given(setting, environment, file);
      if (!given.text().isEmpty()) {
        Object value = setting.read(given.text());
        if (value == null) {
          faults.add(setting.fault(given.text(), given.from()));
        } else {
          values.put(setting, value);
        }
      }
    }
    Set<String> known = ALL.stream().map(Setting::name).collect(Collectors.toSet());
    file.forEach(
        (name, entry) -> {
          if (!known.contains(name)) {
            faults.add(unknown(name, known, entry.from()));
          }
        });
    if (!faults.isEmpty()) {
      throw StartFault.badSettings(faults);
    }
    return new Settings(values);
  }

  private static String unknown(String name, Set<String> known, String from) {
    String expected = Nearest.to(name, known).orElse("one that --help lists");
    String shown = name.replaceAll("\\p{Cntrl}", "?");
    return "%s: unknown setting (expected: %s; from %s)".formatted(shown, expected, from);
  }

  /** What is given for a setting; the empty text where nothing is. */
  private static SettingsFile.Entry given(
      Setting<?> setting, Map<String, String> environment, Map<String, SettingsFile.Entry> file) {
    String text = environment.getOrDefault(setting.name(), "").strip();
    if (!text.isEmpty()) {
      return new SettingsFile.Entry(text, "the environment");
    }
    SettingsFile.Entry entry = file.get(setting.name());
    if (entry != null && !entry.text().isBlank()) {
      return new SettingsFile.Entry(entry.text().strip(), entry.from());
    }
    String fallback = setting.fallback();
    return new SettingsFile.Entry(fallback == null ? "" : fallback, "the default");
  }

  /** The value of a setting that has a default, or that the start has completed. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.name() + " is not set"));
  }

  /** The value of a setting that may be unset. */
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable(values.get(setting)).map(setting.type()::cast);
  }

  /** How many restaurants of the demo city are wanted, 0 for none. */
  int demoHouses() {
    String demo = get(DEMO);
    return switch (demo) {
      case "auto", "off" -> 0;
      case "on" -> CityLoading.MOST;
      default -> Integer.parseInt(demo);
    };
  }

  /** The same settings with another value for one. */
  public <T> Settings with(Setting<T> setting, T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.put(setting, requireNonNull(value));
    return new Settings(changed);
  }

  /** The text of {@code --help}. */
  static String help() {
    StringBuilder text =
        new StringBuilder(
            """
            usage: tavolo [--config FILE] [--help]

            Starts one node. Settings are environment variables, or the same names in FILE, which
            TAVOLO_CONFIG may name too (Java properties, or YAML where it ends in .yml or .yaml).
            The environment goes before the file, the file before the default, which is in brackets.

            """);
    for (Setting<?> setting : ALL) {
      text.append(setting.name());
      text.append(setting.fallback() == null ? " (unset)" : " (" + setting.fallback() + ")");
      text.append("\n    ").append(setting.purpose());
      text.append("\n    expected: ").append(setting.expected()).append('\n');
    }
    return text.toString();
  }
}
