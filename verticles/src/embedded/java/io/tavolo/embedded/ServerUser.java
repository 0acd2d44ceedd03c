package io.tavolo.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The privileges of a child process: this JVM's own, or, because Postgres refuses to run as root,
 * those of {@code nobody}.
 *
 * @param drop whether to become {@code nobody}
 * @param reachAll whether it then needs to pass folders closed to others, as a checkout in {@code
 *     /root} is
 */
record ServerUser(boolean drop, boolean reachAll) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;
  private static final int OTHERS_MAY_PASS = 0001;

  /** The user of this JVM. */
  static ServerUser same() {
    return new ServerUser(false, false);
  }

  /** Anybody but root, able to use {@code paths}. */
  static ServerUser notRoot(Path... paths) throws IOException {
    if (uidOf(Path.of("/proc/self")) != ROOT) {
      return same();
    }
    boolean closed = false;
    for (Path path : paths) {
      for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
        closed |= ((int) Files.getAttribute(parent, "unix:mode") & OTHERS_MAY_PASS) == 0;
      }
    }
    return new ServerUser(true, closed);
  }

  /** Makes this user the owner of a file or folder, not of what is in it. */
  void own(Path path) throws IOException {
    if (drop) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
  }

  /**
   * The words before a command that give it these privileges and, where the system can, the death
   * signal.
   */
  List<String> prefix(String deathSignal) throws IOException {
    if (!hasDeathSignal()) {
      if (drop) {
        throw new IOException(
            "setpriv is missing (expected: package util-linux, needed when started by root)");
      }
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("setpriv"));
    if (drop) {
      words.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    if (reachAll) {
      words.addAll(List.of("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"));
    }
    words.addAll(List.of("--pdeathsig", deathSignal, "--"));
    return words;
  }

  /** Whether {@link #prefix} can ask for a death signal here. */
  static boolean hasDeathSignal() {
    return Host.find("setpriv") != null;
  }

  static int uidOf(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }
}
