package io.tavolo.http.body;

import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Fault;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Table;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A floor plan as a document, read; {@link FloorPlanJson} writes it. */
public final class FloorPlanBody {
  private static final int MAX_ITEMS = 1_000;
  private static final List<String> REQUIRED = List.of("areas", "tables");
  private static final List<String> AREA = List.of("area_id", "name");
  private static final List<String> TABLE =
      List.of("label", "area_id", "min_party", "max_party", "priority");
  private static final List<String> COMBINATION =
      List.of("combination_id", "tables", "min_party", "max_party", "priority");

  private final Faults faults = new Faults();
  private final List<Area> areas = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Join> joins = new ArrayList<>();
  private final List<Combination> combinations = new ArrayList<>();
  private boolean joinsEnabled = true;

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
    FloorPlan plan =
        new FloorPlan(
            reading.areas,
            reading.tables,
            reading.joins,
            reading.combinations,
            reading.joinsEnabled);
    faults.addRules(reading.known(Validation.faults(plan)));
    Bodies.requireNone(faults);
    return plan;
  }

  /** Without those that may come of areas or tables that could not be read. */
  private List<Fault> known(List<Fault> broken) {
    boolean areasKnown = allRead("/areas", areas.size(), "/area_id");
    boolean tablesKnown =
        allRead("/tables", tables.size(), "/label")
            && allRead("/tables", tables.size(), "/area_id");
    return broken.stream()
        .filter(fault -> areasKnown || !fault.pointer().matches("/tables/\\d+/area_id"))
        .filter(
            fault ->
                tablesKnown || !fault.pointer().matches("/joins.*|/combinations/\\d+/tables.*"))
        .toList();
  }

  /** Whether that member of every item of the list could be taken. */
  private boolean allRead(String list, int items, String member) {
    return !faults.isLost(list)
        && IntStream.range(0, items).noneMatch(i -> faults.isLost(list + "/" + i + member));
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
      case "joins" -> in.array(MAX_ITEMS, this::readJoin);
      case "combinations" ->
          in.array(
              MAX_ITEMS,
              item -> {
                CombinationReading combination = new CombinationReading();
                item.object(COMBINATION, combination);
                combinations.add(combination.combination());
              });
      case "joins_enabled" -> joinsEnabled = in.bool();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readJoin(JsonIn in) throws IOException {
    List<String> labels = new ArrayList<>();
    in.array(2, item -> labels.add(item.text()));
    if (labels.size() < 2 && !faults.isLost(in.pointer())) {
      in.fault(labels.size() + " entries", "two labels");
    }
    joins.add(labels.size() < 2 ? new Join("", "") : new Join(labels.get(0), labels.get(1)));
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
    private Channel channel = Channel.ONLINE;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "label" -> label = in.text();
        case "area_id" -> areaId = in.text();
        case "min_party" -> minParty = in.integer();
        case "max_party" -> maxParty = in.integerOr(maxParty);
        case "priority" -> priority = in.integer();
        case "channel" -> {
          Channel read = Enums.read(in, Enums.all(Channel.class));
          channel = read == null ? channel : read;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    Table table() {
      return new Table(label, areaId, minParty, maxParty, priority, channel);
    }
  }

  private static final class CombinationReading implements JsonIn.Members {
    private String id = "";
    private final List<String> tables = new ArrayList<>();
    private int minParty;
    private int maxParty = BookingBody.MAX_PARTY;
    private int priority;

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "combination_id" -> id = in.text();
        case "tables" -> in.array(MAX_ITEMS, item -> tables.add(item.text()));
        case "min_party" -> minParty = in.integer();
        case "max_party" -> maxParty = in.integerOr(maxParty);
        case "priority" -> priority = in.integer();
        default -> {
          return false;
        }
      }
      return true;
    }

    Combination combination() {
      return new Combination(id, tables, minParty, maxParty, priority);
    }
  }
}
