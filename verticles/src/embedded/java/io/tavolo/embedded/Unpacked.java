package io.tavolo.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Server programs taken out of a jar, once per machine user and version, into a folder shared by
 * all who start servers.
 *
 * <p>A folder appears under its final name only when it is whole, by an atomic rename, so that
 * concurrent starts are safe. The number of its files is noted in it: a temporary folder that the
 * system has partly swept is unpacked anew.
 */
final class Unpacked {
  private static final String COUNT = ".files";
  private static final String ANYONE_MAY_RUN = "rwxr-xr-x";

  private Unpacked() {}

  /** How the resource becomes files in a folder. */
  @FunctionalInterface
  private interface Unpacking {
    void into(Path dir, InputStream resource) throws IOException;
  }

  /** The folder with what the {@code .txz} archive {@code resource} holds. */
  static Path archive(String name, String resource) throws IOException {
    return folder(name, resource, Unpacked::unpackTxz);
  }

  /** The executable file that {@code resource} is. */
  static Path program(String name, String resource) throws IOException {
    return folder(
            name,
            resource,
            (dir, in) -> {
              Path file = dir.resolve(name);
              Files.copy(in, file);
              Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(ANYONE_MAY_RUN));
            })
        .resolve(name);
  }

  private static Path folder(String name, String resource, Unpacking unpacking) throws IOException {
    URL url = Unpacked.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IOException(
          resource
              + " is not on the class path (expected: Linux on x86-64, with the embedded profile)");
    }
    Path cache = cacheDir();
    Path dir = cache.resolve(name + "-" + version(url));
    if (isWhole(dir)) {
      return dir;
    }
    Path fresh = Files.createTempDirectory(cache, name + "-");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(ANYONE_MAY_RUN));
    try (InputStream in = url.openStream()) {
      unpacking.into(fresh, in);
    }
    Files.writeString(fresh.resolve(COUNT), Long.toString(countFiles(fresh)));
    if (Files.exists(dir) && !isWhole(dir)) {
      Host.deleteTree(dir);
    }
    try {
      Files.move(fresh, dir, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException
        | FileAlreadyExistsException
        | AtomicMoveNotSupportedException e) {
      Host.deleteTree(fresh);
      if (!isWhole(dir)) {
        throw new IOException(dir + " cannot be put in place", e);
      }
    }
    return dir;
  }

  /** A folder of this user only to write: what lies in it is going to be run. */
  private static Path cacheDir() throws IOException {
    int uid = ServerUser.uidOf(Path.of("/proc/self"));
    Path dir = Path.of(System.getProperty("java.io.tmpdir"), "tavolo-" + uid).toAbsolutePath();
    Files.createDirectories(dir);
    boolean ours = !Files.isSymbolicLink(dir) && ServerUser.uidOf(dir) == uid;
    if (!ours) {
      throw new IOException(
          dir + " belongs to somebody else (expected: a folder of user " + uid + ")");
    }
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(ANYONE_MAY_RUN));
    return dir;
  }

  private static String version(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    long crc = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : 0;
    return "%08x-%d".formatted(crc, connection.getContentLengthLong());
  }

  private static boolean isWhole(Path dir) throws IOException {
    Path count = dir.resolve(COUNT);
    // The file with the count is there by now, and was not when the files were counted.
    return Files.exists(count)
        && Files.readString(count).equals(Long.toString(countFiles(dir) - 1));
  }

  private static long countFiles(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  private static void unpackTxz(Path dir, InputStream in) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = dir.resolve(entry.getName()).normalize();
        if (!target.startsWith(dir)) {
          throw new IOException("an archive entry leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          boolean program = (entry.getMode() & 0111) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? ANYONE_MAY_RUN : "rw-r--r--"));
        }
      }
    }
    openFolders(dir);
  }

  /** Postgres may run as another user than the one that unpacks, whatever that one's umask is. */
  private static void openFolders(Path dir) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.walk(dir)) {
      folders = all.filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path folder : folders) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(ANYONE_MAY_RUN));
    }
  }
}
