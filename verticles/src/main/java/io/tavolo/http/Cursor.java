package io.tavolo.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A place in a list, spelled so that clients look for no meaning in it. */
final class Cursor {
  private static final int FIXED_BYTES = Double.BYTES + Long.BYTES;

  private Cursor() {}

  static String of(Reads.Place place) {
    byte[] name = place.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(FIXED_BYTES + name.length)
            .putDouble(place.rank())
            .putLong(place.number())
            .put(name);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The place, or null when the text is no cursor. */
  static Reads.@Nullable Place read(String cursor) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      if (bytes.remaining() < FIXED_BYTES) {
        return null;
      }
      double rank = bytes.getDouble();
      long number = bytes.getLong();
      String name = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      // A NUL would be a text that the database does not take.
      boolean sound = rank >= 0 && Double.isFinite(rank) && name.indexOf(0) < 0;
      return sound ? new Reads.Place(rank, name, number) : null;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }
}
