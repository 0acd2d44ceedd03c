package io.tavolo.http.auth;

import io.tavolo.engine.lane.CommandKey;
import io.tavolo.engine.reservation.ExternalId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Names commands and reservations by what their caller called them, as digests (SHA-256, cut). The
 * digests are stored: what goes into them never changes. One thread.
 */
public final class CommandNames {
  private static final int UUID_LENGTH = 36;

  private final MessageDigest sha256;
  private final LongSupplier randomBits;

  /** Takes a source of 64 random bits that nobody can foresee. */
  public CommandNames(LongSupplier randomBits) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
    this.randomBits = randomBits;
  }

  /** 64 random bits, never 0. */
  public long random() {
    long bits = randomBits.getAsLong();
    return bits == 0 ? 1 : bits;
  }

  /**
   * The command's key.
   *
   * @param key the caller's, or null to make one
   * @param request method and path
   * @param payload the body in a form that the same content always has
   */
  public CommandKey key(Caller caller, @Nullable String key, String request, String payload) {
    if (key == null) {
      return new CommandKey(random(), random(), 0, false);
    }
    ByteBuffer name = digest("key", caller.scope(), key);
    long payloadHash = digest("payload", request, payload).getLong();
    return new CommandKey(name.getLong(), name.getLong(), payloadHash, true);
  }

  /** The reservation's external id; the caller {@linkplain #mayUse may use} it. */
  public @Nullable ExternalId external(Caller caller, @Nullable String externalId) {
    if (externalId == null) {
      return null;
    }
    ByteBuffer name = digest("external", caller.scope(), externalId);
    return new ExternalId(name.getLong(), name.getLong());
  }

  /**
   * Whether the caller may call something by this name. A guest's must be impossible to guess:
   * whoever repeats it is given the token of what it names.
   */
  public static boolean mayUse(Caller caller, String name) {
    return caller.isStaff() || isUuid(name);
  }

  /** The 128 bits that make it impossible to guess, as RFC 9562 writes them. */
  private static boolean isUuid(String name) {
    boolean is = name.length() == UUID_LENGTH;
    for (int i = 0; is && i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      is = dash ? name.charAt(i) == '-' : HexFormat.isHexDigit(name.charAt(i));
    }
    return is;
  }

  /** Each part is preceded by its length: no two lists of parts look alike. */
  private ByteBuffer digest(String... parts) {
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sha256.update(bytes);
    }
    return ByteBuffer.wrap(sha256.digest());
  }
}
