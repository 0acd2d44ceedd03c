package io.tavolo.chaos;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message of Postgres's protocol 3, of either side. */
final class PostgresMessage {
  private static final int LONGEST_BYTES = 1 << 26;

  private final byte type;
  private final byte[] body;

  private PostgresMessage(byte type, byte[] body) {
    this.type = type;
    this.body = body;
  }

  /**
   * The next message; waits for the whole of it.
   *
   * @param first whether it is a client's first, which has no type
   */
  static PostgresMessage read(DataInputStream in, boolean first) throws IOException {
    byte type = first ? 0 : in.readByte();
    int length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > LONGEST_BYTES) {
      throw new IOException("a message of %d octets".formatted(length));
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new PostgresMessage(type, body);
  }

  /** Its letter, 0 for a client's first. */
  byte type() {
    return type;
  }

  /** As it travels. */
  byte[] bytes() {
    int head = type == 0 ? 0 : 1;
    ByteBuffer out = ByteBuffer.allocate(head + Integer.BYTES + body.length);
    if (head == 1) {
      out.put(type);
    }
    return out.putInt(body.length + Integer.BYTES).put(body).array();
  }

  /** The number that it begins with. */
  int number() {
    return ByteBuffer.wrap(body).getInt();
  }

  /** The first two texts that it begins with, each ended by a zero. */
  String[] texts() {
    int first = end(0);
    int second = end(first + 1);
    return new String[] {
      new String(body, 0, first, StandardCharsets.UTF_8),
      new String(body, first + 1, second - first - 1, StandardCharsets.UTF_8)
    };
  }

  private int end(int from) {
    int at = from;
    while (body[at] != 0) {
      at++;
    }
    return at;
  }
}
