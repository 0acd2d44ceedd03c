package io.tavolo.http.body;

import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constants as the API spells them: in small letters. */
final class Enums {
  private Enums() {}

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Takes one of these constants; null when a fault was found. */
  static <E extends Enum<E>> @Nullable E read(JsonIn in, List<E> choice) throws IOException {
    String text = in.text(1, 20);
    if (text.isEmpty()) {
      return null;
    }
    for (E constant : choice) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    in.fault(Faults.quoted(text), String.join(", ", choice.stream().map(Enums::name).toList()));
    return null;
  }

  static <E extends Enum<E>> List<E> all(Class<E> type) {
    return Arrays.asList(type.getEnumConstants());
  }
}
