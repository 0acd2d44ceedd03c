package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.Json;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A restaurant's profile as a document. */
public final class ProfileBody {
  private static final List<String> REQUIRED = List.of("name", "timezone");

  private final Faults faults = new Faults();
  private String name = "";
  private ZoneId zone = ZoneOffset.UTC;
  private @Nullable String cuisine;
  private @Nullable String address;
  private @Nullable String phone;
  private @Nullable Double latitude;
  private @Nullable Double longitude;

  private ProfileBody() {}

  /**
   * Reads the document.
   *
   * @throws ProblemException when it is none
   */
  public static Profile read(String restaurantId, byte[] body) {
    ProfileBody reading = new ProfileBody();
    Faults faults = reading.faults;
    Bodies.read(body, faults, REQUIRED, reading::member);
    Profile profile =
        new Profile(
            restaurantId,
            reading.name,
            reading.zone,
            reading.cuisine,
            reading.address,
            reading.phone,
            reading.latitude,
            reading.longitude);
    faults.addRules(Validation.faults(profile));
    Bodies.requireNone(faults);
    return profile;
  }

  private boolean member(String member, JsonIn in) throws IOException {
    switch (member) {
      case "name" -> name = in.text();
      case "timezone" -> zone = readZone(in);
      case "cuisine" -> cuisine = in.optionalText();
      case "address" -> address = in.optionalText();
      case "phone" -> phone = in.optionalText();
      case "latitude" -> latitude = in.optionalNumber();
      case "longitude" -> longitude = in.optionalNumber();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ZoneId readZone(JsonIn in) throws IOException {
    String text = in.text(1, 64);
    try {
      return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text);
    } catch (DateTimeException e) {
      in.fault(Faults.quoted(text), "an IANA zone such as Europe/Rome");
      return ZoneOffset.UTC;
    }
  }

  /** Writes the members of a profile as diners see it. */
  public static void write(Profile profile, JsonGenerator out) throws IOException {
    out.writeStringField("restaurant_id", profile.restaurantId());
    out.writeStringField("name", profile.name());
    out.writeStringField("timezone", profile.zone().getId());
    Json.optional(out, "cuisine", profile.cuisine());
    Json.optional(out, "address", profile.address());
    Json.optional(out, "phone", profile.phone());
    Double latitude = profile.latitude();
    Double longitude = profile.longitude();
    if (latitude != null && longitude != null) {
      out.writeNumberField("latitude", latitude);
      out.writeNumberField("longitude", longitude);
    }
  }
}
