package io.tavolo.node;

import static java.util.Objects.requireNonNull;

import io.tavolo.node.ServerProvider.Running;
import io.tavolo.node.ServerProvider.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The servers that this node started by itself: all at once, and stopped one after the other. */
public final class LocalServers implements AutoCloseable {
  private final Map<Server, Running> running = new EnumMap<>(Server.class);
  private final Consumer<String> progress;

  private LocalServers(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Starts {@code wanted} in parallel and returns when all take connections. If one fails, the
   * others are stopped again.
   *
   * @param providers one for each wanted server; others are ignored
   * @param dataDir each server gets the folder of its name in it
   * @param progress takes lines for the person at the terminal, from several threads
   * @throws IOException saying in one line which server did not start, and why
   */
  public static LocalServers start(
      Iterable<ServerProvider> providers,
      Set<Server> wanted,
      Path dataDir,
      Consumer<String> progress)
      throws IOException {
    LocalServers servers = new LocalServers(progress);
    Map<Server, CompletableFuture<Running>> starting = new EnumMap<>(Server.class);
    for (ServerProvider provider : providers) {
      Server server = provider.server();
      if (wanted.contains(server)) {
        starting.put(server, servers.startOne(provider, dataDir.resolve(server.label())));
      }
    }
    @Nullable IOException fault = null;
    for (Map.Entry<Server, CompletableFuture<Running>> each : starting.entrySet()) {
      try {
        servers.running.put(each.getKey(), each.getValue().join());
      } catch (CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        fault = new IOException(line(each.getKey(), String.valueOf(cause.getMessage())), cause);
      }
    }
    if (fault != null) {
      servers.close();
      throw fault;
    }
    return servers;
  }

  private CompletableFuture<Running> startOne(ServerProvider provider, Path dir) {
    Server server = provider.server();
    CompletableFuture<Running> started = new CompletableFuture<>();
    progress.accept(line(server, "starting (data in " + dir + ")"));
    long beginNanos = System.nanoTime();
    Thread thread =
        new Thread(
            () -> {
              try {
                Running up = provider.start(dir);
                double seconds = (System.nanoTime() - beginNanos) / 1e9;
                progress.accept(
                    line(
                        server,
                        String.format(Locale.ROOT, "ready on %s in %.1f s", up.place(), seconds)));
                started.complete(up);
              } catch (IOException | RuntimeException | LinkageError e) {
                started.completeExceptionally(e);
              }
            },
            server.label() + "-start");
    thread.start();
    return started;
  }

  /** The address of a server that was started here, which it must have been. */
  public String address(Server server) {
    return requireNonNull(running.get(server), server.label()).address();
  }

  /** Stops the servers in the reverse order of their start; a second call does nothing. */
  @Override
  public void close() {
    List<Server> order = new ArrayList<>(running.keySet());
    for (int i = order.size() - 1; i >= 0; i--) {
      Server server = order.get(i);
      progress.accept(line(server, "stopping"));
      Running up = running.remove(server);
      if (up != null) {
        up.close();
      }
    }
  }

  private static String line(Server server, String text) {
    return String.format(Locale.ROOT, "%-9s %s", server.label(), text);
  }
}
