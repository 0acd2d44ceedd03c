package io.tavolo.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reservation of a file.
 *
 * @param place where it stands, for the report
 * @param partySize 1..100
 * @param externalId the file's own id of it, or one made of its content
 */
record ReservationRow(
    Place place,
    String restaurantId,
    Moment reservedAt,
    Moment visitAt,
    int partySize,
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    String externalId) {
  static final List<String> REQUIRED =
      List.of("restaurant_id", "reserved_at", "visit_at", "party_size");

  private static final int MAX_PARTY = 100;
  private static final String NO_NAME = "Guest";
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads the row.
   *
   * @param shiftDays how many days later than it says the visit is
   * @throws Fault when something in it cannot be used
   */
  static ReservationRow of(CsvFile.Row row, Place place, int shiftDays, StableIds ids) {
    String restaurantId = RestaurantRow.id(row);
    Moment reservedAt = Moment.of(row, "reserved_at");
    Moment visitAt = Moment.of(row, "visit_at").plusDays(shiftDays);
    int partySize = partySize(row.required("party_size"));
    String name = row.get("name");
    String email = row.get("email");
    String phone = row.get("phone");
    String given = row.get("external_id");
    String id =
        given != null
            ? given
            : ids.of(
                name != null || email != null || phone != null,
                restaurantId,
                reservedAt.toString(),
                visitAt.toString(),
                Integer.toString(partySize),
                name,
                email,
                phone);
    return new ReservationRow(
        place, restaurantId, reservedAt, visitAt, partySize, name, email, phone, id);
  }

  private static int partySize(String text) {
    try {
      int size = Integer.parseInt(text);
      if (size >= 1 && size <= MAX_PARTY) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Fault.of("party_size", text, "a whole number, 1.." + MAX_PARTY);
  }

  /**
   * The line of a batch that books it.
   *
   * @param run tells this run's keys from another's: what was refused then may be taken now, and
   *     what was taken is known by its external id
   */
  byte[] toLine(String run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("op", "book");
      out.writeStringField("idempotency_key", run + "-" + place.file() + "-" + place.line());
      out.writeStringField("restaurant_id", restaurantId);
      out.writeNumberField("party_size", partySize);
      out.writeStringField("start", visitAt.toString());
      out.writeStringField("recorded_at", reservedAt.toString());
      out.writeObjectFieldStart("diner");
      out.writeStringField("name", name == null ? NO_NAME : name);
      optional(out, "email", email);
      optional(out, "phone", phone);
      out.writeEndObject();
      out.writeStringField("external_id", externalId);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void optional(JsonGenerator out, String member, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(member, value);
    }
  }
}
