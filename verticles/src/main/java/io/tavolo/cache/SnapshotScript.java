package io.tavolo.cache;

import io.tavolo.engine.availability.DaySnapshot;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry and how it is written. An entry is a stamp, when it was written, and the snapshot. The
 * stamp is epoch and sequence in decimal digits of fixed width, since Lua's numbers do not hold 64
 * bits: the order of such texts is the order of the numbers.
 */
final class SnapshotScript {
  /** Two longs of 19 digits. */
  private static final int STAMP_BYTES = 38;

  private static final int HEADER_BYTES = STAMP_BYTES + Long.BYTES;

  private static final String SCRIPT =
      """
      local held = redis.call('GETRANGE', KEYS[1], 0, 37)
      if held > ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[1] .. ARGV[2], 'PX', ARGV[3])
      return 1
      """;
  private static final String DIGEST = digest();

  /** The entries that are not of the stamps given: what a watcher has already does not travel. */
  private static final String CHANGED_SCRIPT =
      """
      local found = {}
      for i, key in ipairs(KEYS) do
        local stamp = redis.call('GETRANGE', key, 0, 37)
        if stamp == '' then found[i] = false
        elseif stamp == ARGV[i] then found[i] = ''
        else found[i] = redis.call('GET', key) end
      end
      return found
      """;

  /** A day, and when its writer took it, milliseconds since the epoch. */
  record Entry(DaySnapshot day, long writtenMs) {}

  private SnapshotScript() {}

  /** Makes the script known to a server; to be sent on every new connection. */
  static Request load() {
    return Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT);
  }

  /** Writes the day, in a format, unless a newer one is there. */
  static Request put(DaySnapshot day, int format, long restaurant, long lastsMs, long nowMs) {
    byte[] snapshot = day.encode(format);
    ByteBuffer body = ByteBuffer.allocate(Long.BYTES + snapshot.length);
    body.putLong(nowMs).put(snapshot);
    return Request.cmd(Command.EVALSHA)
        .arg(DIGEST)
        .arg(1)
        .arg(key(restaurant, day.serviceDay()))
        .arg(stamp(day))
        .arg(body.array())
        .arg(Long.toString(lastsMs));
  }

  static Request get(long restaurant, int serviceDay) {
    return Request.cmd(Command.GET).arg(key(restaurant, serviceDay));
  }

  /** The entries of one date, in the order of the restaurants. */
  static Request getAll(long[] restaurants, int serviceDay) {
    Request request = Request.cmd(Command.MGET);
    for (long restaurant : restaurants) {
      request.arg(key(restaurant, serviceDay));
    }
    return request;
  }

  /** For each day its entry; an empty one when it is as the watcher knows it. */
  static Request changed(List<Known> days) {
    Request request = Request.cmd(Command.EVAL).arg(CHANGED_SCRIPT).arg(days.size());
    days.forEach(day -> request.arg(key(day.restaurant(), day.serviceDay())));
    days.forEach(day -> request.arg(day.snapshot() == null ? "" : stamp(day.snapshot())));
    return request;
  }

  /** A day, and how somebody knows it; null when not at all. */
  record Known(long restaurant, int serviceDay, @Nullable DaySnapshot snapshot) {}

  /**
   * @throws IllegalArgumentException when it is none that this software understands
   */
  static Entry decode(byte[] value) {
    if (value.length < HEADER_BYTES) {
      throw new IllegalArgumentException(
          "entry: %d bytes (expected: at least %d)".formatted(value.length, HEADER_BYTES));
    }
    long writtenMs = ByteBuffer.wrap(value).getLong(STAMP_BYTES);
    return new Entry(
        DaySnapshot.decode(Arrays.copyOfRange(value, HEADER_BYTES, value.length)), writtenMs);
  }

  private static String key(long restaurant, int serviceDay) {
    return "avail:" + HexFormat.of().toHexDigits(restaurant) + ':' + serviceDay;
  }

  private static String stamp(DaySnapshot day) {
    return String.format(Locale.ROOT, "%019d%019d", day.epoch(), day.seq());
  }

  private static String digest() {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(SCRIPT.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
