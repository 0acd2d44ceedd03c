package io.tavolo.embedded;

import io.tavolo.node.DataDir;
import io.tavolo.node.LocalServers;
import io.tavolo.node.ServerProvider;
import io.tavolo.node.ServerProvider.Server;
import io.tavolo.node.Settings;
import io.tavolo.node.StartFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The three servers as a process of their own, for the nodes of {@code ./scripts/cluster}.
 *
 * <p>Arguments: the folder of their data, the IPv4 address to listen at, and the file that takes
 * the settings by which a node uses them. The file appears whole, readable by its owner only, once
 * all three take connections, and goes when they stop. A server keeps its port from start to start,
 * unless somebody else has it by then. SIGTERM stops them in order; the process ends with 1 when something is in
 * its way, told in one line on standard error.
 */
public final class Servers {
  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 30_000;
  private static final int PORT_ATTEMPTS = 100;

  private Servers() {}

  /** Starts the servers and returns; the process lives until it is told to stop. */
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println(
          "servers: %d arguments (expected: FOLDER ADDRESS FILE)".formatted(args.length));
      System.exit(2);
    }
    try {
      start(Path.of(args[0]), args[1], Path.of(args[2]).toAbsolutePath());
    } catch (StartFault e) {
      e.lines().forEach(System.err::println);
      System.exit(e.exitCode());
    } catch (IOException | RuntimeException e) {
      System.err.println("servers: " + e.getMessage());
      System.exit(StartFault.CANNOT_START);
    }
  }

  private static void start(Path folder, String host, Path file) throws StartFault, IOException {
    DataDir dataDir = DataDir.open(folder);
    Files.deleteIfExists(file);
    String secret = dataDir.secret();
    List<ServerProvider> providers = new ArrayList<>();
    for (Server server : Server.values()) {
      providers.add(new OnPort(server, host, port(dataDir.path(), server, host)));
    }
    LocalServers servers =
        LocalServers.start(
            providers, EnumSet.allOf(Server.class), dataDir.path(), System.out::println);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  file.toFile().delete();
                  servers.close();
                  System.out.println("stopped");
                },
                "stop"));
    write(
        file,
        List.of(
            Settings.POSTGRES_URI.name() + "=" + servers.address(Server.POSTGRES),
            Settings.KAFKA_BOOTSTRAP.name() + "=" + servers.address(Server.KAFKA),
            Settings.REDIS_URI.name() + "=" + servers.address(Server.REDIS),
            Settings.SECRET.name() + "=" + secret));
  }

  /** The port of the last start, or another when there was none or it is taken. */
  private static int port(Path folder, Server server, String host) throws IOException {
    Path kept = folder.resolve(server.label() + ".port");
    InetAddress address = InetAddress.getByName(host);
    if (Files.exists(kept)) {
      int port = Integer.parseInt(Files.readString(kept).strip());
      if (isFree(address, port)) {
        return port;
      }
    }
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      // Below those that the system gives to whoever asks for any, clients of ours among them.
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(address, port)) {
        write(kept, List.of(Integer.toString(port)));
        return port;
      }
    }
    throw new IOException(
        "%s: no free port (expected: an IPv4 address of this machine)".formatted(host));
  }

  private static boolean isFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, address)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path fresh =
        Files.createTempFile(
            parent,
            "fresh",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(fresh, lines);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts one server where the nodes will look for it. */
  private record OnPort(Server server, String host, int port) implements ServerProvider {
    @Override
    public Running start(Path dir) throws IOException {
      return switch (server) {
        case POSTGRES -> LocalPostgres.start(dir, host, port);
        case KAFKA -> LocalKafka.start(dir, host, port);
        case REDIS -> LocalRedis.start(dir, host, port);
      };
    }
  }
}
