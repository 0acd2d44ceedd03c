package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A floor plan as a document. */
public final class FloorPlanBody {
  private static final int MAX_ITEMS = 1_000;
  private static final List<String> REQUIRED = List.of("areas", "tables");
  private static final List<String> AREA = List.of("area_id", "name");
  private static final List<String> TABLE =
      List.of("label", "area_id", "min_party", "max_party", "priority");

  private final Faults faults = new Faults();
  private final List<Area> areas = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  private FloorPlanBody() {}

  /**
   * Reads the document.
   *
   * @throws ProblemException when it is none
   */
  public static FloorPlan read(byte[] body) {
    FloorPlanBody reading = new FloorPlanBody();
    Faults faults = reading.faults;
    Bodies.read(body, faults, REQUIRED, reading::member);
    FloorPlan plan = new FloorPlan(reading.areas, reading.tables);
    List<Fault> broken = Validation.faults(plan);
    faults.addRules(reading.allAreaIds() ? broken : reading.withoutAreasOfTables(broken));
    Bodies.requireNone(faults);
    return plan;
  }

  /** Whether it is known which areas there are. */
  private boolean allAreaIds() {
    return !faults.isLost("/areas")
        && IntStream.range(0, areas.size()).noneMatch(i -> faults.isLost(areaId("/areas/", i)));
  }

  private static String areaId(String of, int index) {
    return of + index + "/area_id";
  }

  private List<Fault> withoutAreasOfTables(List<Fault> broken) {
    Set<String> unknown =
        IntStream.range(0, tables.size())
            .mapToObj(i -> areaId("/tables/", i))
            .collect(Collectors.toSet());
    return broken.stream().filter(fault -> !unknown.contains(fault.pointer())).toList();
  }

  private boolean member(String member, JsonIn in) throws IOException {
    switch (member) {
      case "areas" ->
          in.array(
              MAX_ITEMS,
              item -> {
                AreaReading area = new AreaReading();
                item.object(AREA, area);
                areas.add(new Area(area.id, area.name));
              });
      case "tables" ->
          in.array(
              MAX_ITEMS,
              item -> {
                TableReading table = new TableReading();
                item.object(TABLE, table);
                tables.add(table.table());
              });
      default -> {
        return false;
      }
    }
    return true;
  }

  private static final class AreaReading implements JsonIn.Members {
    private String id = "";
    private String name = "";

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "area_id" -> id = in.text();
        case "name" -> name = in.text();
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private static final class TableReading implements JsonIn.Members {
    private String label = "";
    private String areaId = "";
    private int minParty;
    private int maxParty = BookingBody.MAX_PARTY;
    private int priority;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "label" -> label = in.text();
        case "area_id" -> areaId = in.text();
        case "min_party" -> minParty = in.integer();
        case "max_party" -> maxParty = in.integerOr(maxParty);
        case "priority" -> priority = in.integer();
        default -> {
          return false;
        }
      }
      return true;
    }

    Table table() {
      return new Table(label, areaId, minParty, maxParty, priority);
    }
  }

  /** Writes the document's members. */
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
      out.writeNumberField("min_party", table.minParty());
      out.writeNumberField("max_party", table.maxParty());
      out.writeNumberField("priority", table.priority());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
