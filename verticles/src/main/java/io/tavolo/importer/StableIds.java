package io.tavolo.importer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ids made of a line's content, the same at every import of the same file. Of lines that say who
 * comes, equal ones are one reservation; of those that do not, each is one of its own, as two
 * tables for two at eight are. One thread.
 */
final class StableIds {
  private final MessageDigest sha256;
  private final Map<String, Integer> seen = new HashMap<>();

  StableIds() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The id of a line with this content; {@code named} when it says who comes. */
  String of(boolean named, @Nullable String... content) {
    for (String part : content) {
      byte[] bytes = (part == null ? "" : part).getBytes(StandardCharsets.UTF_8);
      sha256.update((byte) (bytes.length >> 8));
      sha256.update((byte) bytes.length);
      sha256.update(bytes);
    }
    String id = "csv-" + HexFormat.of().formatHex(sha256.digest(), 0, 16);
    int before = named ? 0 : seen.merge(id, 1, Integer::sum) - 1;
    return before == 0 ? id : id + "-" + before;
  }
}
