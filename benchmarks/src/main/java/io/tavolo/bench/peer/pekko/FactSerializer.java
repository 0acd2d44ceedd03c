package io.tavolo.bench.peer.pekko;

import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** What goes to the database, as bytes of our own; any thread. */
public final class FactSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7_301;
  private static final String FACT = "f";
  private static final String PICTURE = "p";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object value) {
    return value instanceof Picture ? PICTURE : FACT;
  }

  @Override
  public byte[] toBinary(Object value) {
    return value instanceof Picture picture ? picture.toBytes() : FactForm.write((Fact) value);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return switch (manifest) {
      case FACT -> FactForm.read(bytes);
      case PICTURE -> Picture.stored(bytes);
      default ->
          throw new NotSerializableException(
              "manifest: %s (expected: %s or %s)".formatted(manifest, FACT, PICTURE));
    };
  }
}
