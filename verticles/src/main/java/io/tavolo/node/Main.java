package io.tavolo.node;

import io.tavolo.node.ServerProvider.Server;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Starts one node as a process: settings, checks, the servers that were not given, and then the
 * {@link Node}.
 *
 * <p>It ends with 0 after {@code --help}, 2 when a setting is wrong, 1 when something around it is,
 * each told in one line on standard error. Whatever was started is stopped by the shutdown hook, on
 * a fault, Ctrl-C or SIGTERM alike.
 */
public final class Main {
  private static final int START_TIMEOUT_S = 120;
  private static final int STOP_TIMEOUT_S = 30;

  /** Names the settings file, and so is no setting itself. */
  private static final String CONFIG = "TAVOLO_CONFIG";

  private final long beganNanos = System.nanoTime();
  private final StopOrder stopOrder = new StopOrder();

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    Main main = new Main();
    try {
      main.run(List.of(args));
    } catch (StartFault e) {
      main.end(e.exitCode(), e.lines());
    } catch (Exception | LinkageError e) {
      if (!main.stopOrder.begun()) {
        LoggerFactory.getLogger(Main.class).error("Unexpected fault at the start", e);
      }
      main.end(StartFault.CANNOT_START, List.of("cannot start: " + e));
    }
  }

  /** Exits on purpose: threads that were started would keep the process alive. */
  private void end(int exitCode, List<String> lines) {
    if (!stopOrder.begun()) {
      lines.forEach(System.err::println);
      System.exit(exitCode);
    }
  }

  private void run(List<String> args) throws StartFault {
    if (args.contains("--help") || args.contains("-h")) {
      System.out.print(Settings.help());
      return;
    }
    Settings given = Settings.read(System.getenv(), file(args));
    List<ServerProvider> providers = new ArrayList<>();
    ServiceLoader.load(ServerProvider.class).forEach(providers::add);
    Consumer<String> progress = Console.open(given, !providers.isEmpty());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOrder.stop(progress), "stop"));

    Set<Server> wanted = EnumSet.allOf(Server.class);
    wanted.removeIf(server -> given.find(addressOf(server)).isPresent());
    checkProvided(wanted, providers, given);
    Settings settings = given;
    if (providers.isEmpty()) {
      check(given, progress);
    } else {
      // Before the checks: who starts twice should read that, and not that a port is taken.
      DataDir dataDir = DataDir.open(given.get(Settings.DATA_DIR));
      stopOrder.add(dataDir::close);
      check(given, progress);
      settings = startServers(given, providers, wanted, dataDir, progress);
    }
    startNode(fillIn(settings, wanted), progress);
  }

  private void check(Settings settings, Consumer<String> progress) throws StartFault {
    Preflight.checkPorts(settings);
    Preflight.checkServers(settings, progress);
    stopOrder.add(() -> progress.accept("stopped"));
  }

  private static Setting<String> addressOf(Server server) {
    return switch (server) {
      case POSTGRES -> Settings.POSTGRES_URI;
      case KAFKA -> Settings.KAFKA_BOOTSTRAP;
      case REDIS -> Settings.REDIS_URI;
    };
  }

  /** What the settings file holds; an argument goes before the variable. */
  private static Map<String, SettingsFile.Entry> file(List<String> args) throws StartFault {
    String name = System.getenv().getOrDefault(CONFIG, "");
    Iterator<String> rest = args.iterator();
    while (rest.hasNext()) {
      String arg = rest.next();
      if (arg.startsWith("--config=")) {
        name = arg.substring("--config=".length());
      } else if (arg.equals("--config") && rest.hasNext()) {
        name = rest.next();
      } else {
        throw StartFault.badSetting(arg + ": unknown (expected: --config FILE or --help)");
      }
    }
    try {
      return name.isBlank() ? Map.of() : SettingsFile.read(Path.of(name.strip()));
    } catch (InvalidPathException e) {
      throw StartFault.badSetting("settings file: not a name that a file can have");
    }
  }

  private static void checkProvided(
      Set<Server> wanted, List<ServerProvider> providers, Settings settings) throws StartFault {
    List<String> faults = new ArrayList<>();
    for (Server server : wanted) {
      if (providers.stream().noneMatch(provider -> provider.server() == server)) {
        faults.add(addressOf(server).missing("this build has no server of its own"));
      }
    }
    if (providers.isEmpty() && settings.find(Settings.SECRET).isEmpty()) {
      faults.add(Settings.SECRET.missing("the same on all nodes"));
    }
    if (!faults.isEmpty()) {
      throw StartFault.badSettings(faults);
    }
  }

  /** Starts the wanted servers and fills in their addresses, and the secret when none was given. */
  private Settings startServers(
      Settings given,
      List<ServerProvider> providers,
      Set<Server> wanted,
      DataDir dataDir,
      Consumer<String> progress)
      throws StartFault {
    Settings settings = given;
    if (given.find(Settings.SECRET).isEmpty()) {
      settings = settings.with(Settings.SECRET, dataDir.secret());
    }
    try {
      LocalServers servers = LocalServers.start(providers, wanted, dataDir.path(), progress);
      stopOrder.add(servers::close);
      for (Server server : wanted) {
        settings = settings.with(addressOf(server), servers.address(server));
      }
      return settings;
    } catch (IOException e) {
      throw StartFault.cannotStart(String.valueOf(e.getMessage()));
    }
  }

  /** What follows from a database of its own: a city to try, and no other nodes. */
  private static Settings fillIn(Settings settings, Set<Server> own) {
    boolean alone = own.contains(Server.POSTGRES);
    Settings filled = settings;
    if (filled.get(Settings.DEMO).equals("auto")) {
      filled = filled.with(Settings.DEMO, alone ? "on" : "off");
    }
    if (!alone && filled.find(Settings.CLUSTER_NAME).isEmpty()) {
      filled = filled.with(Settings.CLUSTER_NAME, "tavolo");
    }
    return filled;
  }

  private void startNode(Settings settings, Consumer<String> progress) throws StartFault {
    progress.accept("node      starting");
    Node node = new Node(settings);
    stopOrder.add(
        () -> {
          progress.accept("node      stopping");
          awaitStop(node, progress);
        });
    try {
      node.start().await(START_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw StartFault.cannotStart("the node was not ready within " + START_TIMEOUT_S + " s");
    }
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    progress.accept(String.format(Locale.ROOT, "node      ready in %.1f s", seconds));
    node.announcement().forEach(progress);
    node.openCity(progress)
        .onFailure(
            e -> {
              if (!stopOrder.begun()) {
                progress.accept("demo      not whole, the next start goes on: " + e.getMessage());
              }
            });
  }

  private static void awaitStop(Node node, Consumer<String> progress) {
    try {
      node.stop().await(STOP_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      progress.accept("node      not stopped within " + STOP_TIMEOUT_S + " s; going on");
    } catch (RuntimeException e) {
      progress.accept("node      stopped with a fault: " + e.getMessage());
    }
  }
}
