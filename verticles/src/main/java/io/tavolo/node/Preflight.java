package io.tavolo.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be known to fail before anything is started. A check is a hint: what it finds free can
 * be gone a moment later, and then the start itself says so.
 */
final class Preflight {
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int ANSWER_TIMEOUT_MS = 10_000;
  private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};
  private static final int POSTGRES_PORT = 5432;
  private static final int REDIS_PORT = 6379;

  private Preflight() {}

  /** That both ports can be bound. */
  static void checkPorts(Settings settings) throws StartFault {
    String host = settings.get(Settings.HOST);
    int http = settings.get(Settings.HTTP_PORT);
    if (http != 0 && http == settings.get(Settings.ADMIN_PORT)) {
      throw StartFault.badSetting(
          "%s: %d (expected: a port other than %s)"
              .formatted(Settings.ADMIN_PORT.name(), http, Settings.HTTP_PORT.name()));
    }
    InetAddress address = resolve(Settings.HOST, host);
    for (Setting<Integer> port : List.of(Settings.HTTP_PORT, Settings.ADMIN_PORT)) {
      checkPort(settings, port, address);
    }
  }

  private static void checkPort(Settings settings, Setting<Integer> setting, InetAddress address)
      throws StartFault {
    String host = settings.get(Settings.HOST);
    int port = settings.get(setting);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("in use")) {
        throw StartFault.cannotStart(
            "port %d on %s is taken; set %s".formatted(port, host, setting.name()));
      }
      if (message.contains("ermission")) {
        throw StartFault.cannotStart(
            "port %d on %s needs more rights than this user has; set %s"
                .formatted(port, host, setting.name()));
      }
      throw StartFault.badSetting(
          "%s: %s (expected: an address of this machine)".formatted(Settings.HOST.name(), host));
    } catch (IOException e) {
      throw StartFault.cannotStart(
          "port %d on %s cannot be used: %s".formatted(port, host, e.getMessage()));
    }
  }

  /**
   * That the servers whose addresses were given are there. Without Postgres nothing can start;
   * without Kafka or Redis bookings go on, and only a host that does not exist at all is taken for
   * a slip of the pen.
   */
  static void checkServers(Settings settings, Consumer<String> progress) throws StartFault {
    if (settings.find(Settings.POSTGRES_URI).isPresent()) {
      URI uri = URI.create(settings.get(Settings.POSTGRES_URI));
      InetSocketAddress place = place(Settings.POSTGRES_URI, uri, POSTGRES_PORT);
      String fault = speak(place);
      if (!fault.isEmpty()) {
        throw StartFault.cannotStart(
            "%s: no answer from %s:%d (%s)"
                .formatted(Settings.POSTGRES_URI.name(), uri.getHost(), place.getPort(), fault));
      }
    }
    if (settings.find(Settings.REDIS_URI).isPresent()) {
      URI uri = URI.create(settings.get(Settings.REDIS_URI));
      warnIfAway("redis", List.of(place(Settings.REDIS_URI, uri, REDIS_PORT)), progress);
    }
    if (settings.find(Settings.KAFKA_BOOTSTRAP).isPresent()) {
      List<InetSocketAddress> places = new ArrayList<>();
      for (String part : settings.get(Settings.KAFKA_BOOTSTRAP).split(",", -1)) {
        int colon = part.lastIndexOf(':');
        InetAddress host = resolve(Settings.KAFKA_BOOTSTRAP, part.substring(0, colon));
        places.add(new InetSocketAddress(host, Integer.parseInt(part.substring(colon + 1))));
      }
      warnIfAway("kafka", places, progress);
    }
  }

  private static void warnIfAway(
      String label, List<InetSocketAddress> places, Consumer<String> progress) {
    if (places.stream().allMatch(place -> !connect(place).isEmpty())) {
      InetSocketAddress first = places.get(0);
      progress.accept(
          "%-9s no answer from %s:%d; bookings go on without it"
              .formatted(label, first.getHostString(), first.getPort()));
    }
  }

  private static InetSocketAddress place(Setting<String> setting, URI uri, int usualPort)
      throws StartFault {
    int port = uri.getPort() == -1 ? usualPort : uri.getPort();
    return new InetSocketAddress(resolve(setting, uri.getHost()), port);
  }

  /** The first address of a host. */
  static InetAddress resolve(Setting<String> setting, String host) throws StartFault {
    try {
      return InetAddress.getAllByName(host)[0];
    } catch (UnknownHostException e) {
      throw StartFault.badSetting(
          "%s: host %s is not known (expected: %s)"
              .formatted(setting.name(), host, setting.expected()));
    }
  }

  /** Why nobody answers; empty when somebody does. */
  private static String connect(InetSocketAddress place) {
    try (Socket socket = new Socket()) {
      socket.connect(place, CONNECT_TIMEOUT_MS);
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Why no Postgres answers; empty when one does. */
  private static String speak(InetSocketAddress place) {
    try (Socket socket = new Socket()) {
      socket.connect(place, CONNECT_TIMEOUT_MS);
      return firstWord(socket);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Asked whether it encrypts, every Postgres says a word at once, also while it starts; one that
   * hangs takes the connection and stays silent. Whoever hangs up may be about to start.
   */
  private static String firstWord(Socket socket) {
    try {
      socket.setSoTimeout(ANSWER_TIMEOUT_MS);
      socket.getOutputStream().write(SSL_REQUEST);
      socket.getInputStream().read();
      return "";
    } catch (SocketTimeoutException e) {
      return "it said nothing for %d s".formatted(ANSWER_TIMEOUT_MS / 1_000);
    } catch (IOException e) {
      return "";
    }
  }
}
