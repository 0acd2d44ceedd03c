package io.tavolo.node;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Where a node's words go: lines for the person who started it, and the form of the log. */
final class Console {
  private Console() {}

  /**
   * Fixes the form of the log, which must happen before the first logger is made, and returns where
   * lines for people go: to standard output, except that a node without servers of its own, whose
   * log is read by machines, puts them into the log.
   */
  static Consumer<String> open(Settings settings, boolean hasOwnServers) {
    String format = settings.get(Settings.LOG_FORMAT);
    if (format.equals("auto")) {
      format = isTerminal() ? "human" : "json";
    }
    System.setProperty("tavolo.log.format", format);
    System.setProperty(
        "tavolo.log.access", settings.get(Settings.ACCESS_LOG).equals("on") ? "INFO" : "OFF");
    System.setProperty("hazelcast.logging.type", "slf4j");
    if (hasOwnServers || format.equals("human")) {
      return System.out::println;
    }
    return LoggerFactory.getLogger(Main.class)::info;
  }

  /** Writes out what the log's queue still holds. */
  static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  /** {@link System#console} has said different things about this in different JDKs. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
