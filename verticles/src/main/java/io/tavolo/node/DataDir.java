package io.tavolo.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The folder of the servers that a node starts by itself, held by one process at a time. The lock
 * is the system's: it ends with the process, however that ends.
 */
public final class DataDir implements AutoCloseable {
  private static final int SECRET_BYTES = 32;

  private final Path path;
  private final FileChannel lock;

  private DataDir(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the folder when missing, and takes it. */
  public static DataDir open(Path dir) throws StartFault {
    Path absolute = dir.toAbsolutePath().normalize();
    if (absolute.toString().indexOf(',') >= 0) {
      // Kafka would take it for two folders.
      throw StartFault.badSetting(
          "%s: %s (expected: a folder without a comma in its path)"
              .formatted(Settings.DATA_DIR.name(), absolute));
    }
    try {
      Path path = Files.createDirectories(absolute).toRealPath();
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(channel)) {
        String owner = Files.readString(path.resolve("lock")).strip();
        channel.close();
        throw StartFault.cannotStart(
            "another node (pid %s) is running on %s; stop it or set %s"
                .formatted(owner, path, Settings.DATA_DIR.name()));
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new DataDir(path, channel);
    } catch (IOException e) {
      throw StartFault.cannotStart(
          "%s: %s (expected: a folder that can be written; %s)"
              .formatted(Settings.DATA_DIR.name(), absolute, reason(e)));
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException fault) {
      String what =
          fault.getReason() == null ? fault.getClass().getSimpleName() : fault.getReason();
      return fault.getFile() + ": " + what;
    }
    return String.valueOf(e.getMessage());
  }

  /** The folder, without symbolic links in its path. */
  public Path path() {
    return path;
  }

  /** The secret kept here, made at first use and readable by its owner only. */
  public String secret() throws StartFault {
    Path file = path.resolve("secret");
    try {
      if (Files.notExists(file)) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        var ownerOnly =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(path, "secret", "", ownerOnly);
        Files.writeString(fresh, HexFormat.of().formatHex(random));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      String secret = Files.readString(file).strip();
      if (Settings.SECRET.read(secret) == null) {
        throw StartFault.cannotStart(
            "%s holds no secret (expected: %s)".formatted(file, Settings.SECRET.expected()));
      }
      return secret;
    } catch (IOException e) {
      throw StartFault.cannotStart(
          "the secret in %s cannot be kept: %s".formatted(file, reason(e)));
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
    }
  }
}
