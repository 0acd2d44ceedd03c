package io.tavolo.bench.peer.pekko;

/**
 * A house's state as it was, for a snapshot. It is taken on the actor's thread, since the house
 * itself goes on changing while it is stored.
 */
final class Picture {
  private final byte[] bytes;

  private Picture(byte[] bytes) {
    this.bytes = bytes;
  }

  static Picture of(House house) {
    return new Picture(HouseForm.write(house));
  }

  static Picture stored(byte[] bytes) {
    return new Picture(bytes);
  }

  House house() {
    return HouseForm.read(bytes);
  }

  byte[] toBytes() {
    return bytes;
  }
}
