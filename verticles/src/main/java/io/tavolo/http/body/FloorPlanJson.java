package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.http.json.Json;
import java.io.IOException;

/** A floor plan as a document, written. */
public final class FloorPlanJson {
  private FloorPlanJson() {}

  /** Writes the document's members, all of them. */
  public static void write(FloorPlan plan, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("areas");
    for (Area area : plan.areas()) {
      out.writeStartObject();
      out.writeStringField("area_id", area.id());
      out.writeStringField("name", area.name());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("tables");
    for (Table table : plan.tables()) {
      out.writeStartObject();
      out.writeStringField("label", table.label());
      out.writeStringField("area_id", table.areaId());
      size(table.minParty(), table.maxParty(), table.priority(), out);
      out.writeStringField("channel", Enums.name(table.channel()));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("joins");
    for (Join join : plan.joins()) {
      out.writeStartArray();
      out.writeString(join.first());
      out.writeString(join.second());
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("combinations");
    for (Combination combination : plan.combinations()) {
      out.writeStartObject();
      out.writeStringField("combination_id", combination.id());
      Json.strings(out, "tables", combination.tables());
      size(combination.minParty(), combination.maxParty(), combination.priority(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeBooleanField("joins_enabled", plan.joinsEnabled());
  }

  private static void size(int minParty, int maxParty, int priority, JsonGenerator out)
      throws IOException {
    out.writeNumberField("min_party", minParty);
    out.writeNumberField("max_party", maxParty);
    out.writeNumberField("priority", priority);
  }
}
