package io.tavolo.engine.form;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.restaurant.Area;
import io.tavolo.engine.restaurant.Channel;
import io.tavolo.engine.restaurant.Combination;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.FloorPlan;
import io.tavolo.engine.restaurant.Join;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Table;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a restaurant's definition, in order; any thread. */
public final class DefinitionForm {
  private static final int CHANNELS = Channel.values().length;

  private DefinitionForm() {}

  public static void write(ByteWriter out, Profile value) {
    out.text(value.restaurantId());
    out.text(value.name());
    out.text(value.zone().getId());
    out.optionalText(value.cuisine());
    out.optionalText(value.address());
    out.optionalText(value.phone());
    out.optionalDegrees(value.latitude());
    out.optionalDegrees(value.longitude());
  }

  public static Profile readProfile(ByteReader in) {
    return new Profile(
        in.text("restaurantId"),
        in.text("name"),
        zone(in),
        in.optionalText("cuisine"),
        in.optionalText("address"),
        in.optionalText("phone"),
        in.optionalDegrees("latitude"),
        in.optionalDegrees("longitude"));
  }

  public static void write(ByteWriter out, FloorPlan value) {
    out.list(
        value.areas(),
        area -> {
          out.text(area.id());
          out.text(area.name());
        });
    out.list(
        value.tables(),
        table -> {
          out.text(table.label());
          out.text(table.areaId());
          out.number(table.minParty());
          out.number(table.maxParty());
          out.number(table.priority());
          out.octet(table.channel().code());
        });
    out.list(
        value.joins(),
        join -> {
          out.text(join.first());
          out.text(join.second());
        });
    out.list(
        value.combinations(),
        combination -> {
          out.text(combination.id());
          out.list(combination.tables(), out::text);
          out.number(combination.minParty());
          out.number(combination.maxParty());
          out.number(combination.priority());
        });
    out.flag(value.joinsEnabled());
  }

  /**
   * The floor plan that was written.
   *
   * @param version of the form: 1 has neither channels nor joined tables
   */
  public static FloorPlan readFloorPlan(ByteReader in, int version) {
    List<Area> areas = in.list("areas", () -> new Area(in.text("area.id"), in.text("area.name")));
    List<Table> tables = in.list("tables", () -> readTable(in, version));
    if (version == 1) {
      return new FloorPlan(areas, tables);
    }
    List<Join> joins =
        in.list("joins", () -> new Join(in.text("join.first"), in.text("join.second")));
    List<Combination> combinations =
        in.list(
            "combinations",
            () ->
                new Combination(
                    in.text("combination.id"),
                    in.list("combination.tables", () -> in.text("combination.table")),
                    in.smallNumber("combination.minParty"),
                    in.smallNumber("combination.maxParty"),
                    in.smallNumber("combination.priority")));
    return new FloorPlan(areas, tables, joins, combinations, in.flag("joinsEnabled"));
  }

  private static Table readTable(ByteReader in, int version) {
    return new Table(
        in.text("table.label"),
        in.text("table.areaId"),
        in.smallNumber("table.minParty"),
        in.smallNumber("table.maxParty"),
        in.smallNumber("table.priority"),
        version == 1 ? Channel.ONLINE : Channel.of(in.code("table.channel", CHANNELS)));
  }

  public static void write(ByteWriter out, Policies value) {
    out.number(value.minNoticeMinutes());
    out.number(value.horizonDays());
    out.number(value.minParty());
    out.number(value.maxParty());
    out.number(value.holdTtlSeconds());
    out.number(value.cancellationCutoffMinutes());
    out.flag(value.showTables());
    out.number(value.holdsPerDiner());
    out.flag(value.onePerDiner());
    Deposit deposit = value.deposit();
    out.flag(deposit != null);
    if (deposit != null) {
      out.number(deposit.minParty());
      out.number(deposit.minorPerCover());
      out.text(deposit.currency());
    }
  }

  /**
   * The policies that were written.
   *
   * @param version of the form: 1 has no rules about the diner
   */
  public static Policies readPolicies(ByteReader in, int version) {
    int minNoticeMinutes = in.smallNumber("minNoticeMinutes");
    int horizonDays = in.smallNumber("horizonDays");
    int minParty = in.smallNumber("minParty");
    int maxParty = in.smallNumber("maxParty");
    int holdTtlSeconds = in.smallNumber("holdTtlSeconds");
    int cancellationCutoffMinutes = in.smallNumber("cancellationCutoffMinutes");
    boolean showTables = in.flag("showTables");
    boolean first = version == 1;
    return new Policies(
        minNoticeMinutes,
        horizonDays,
        minParty,
        maxParty,
        holdTtlSeconds,
        cancellationCutoffMinutes,
        showTables,
        first ? 0 : in.smallNumber("holdsPerDiner"),
        !first && in.flag("onePerDiner"),
        first ? null : readDeposit(in));
  }

  private static @Nullable Deposit readDeposit(ByteReader in) {
    return in.flag("deposit")
        ? new Deposit(
            in.smallNumber("deposit.minParty"),
            in.smallNumber("deposit.minorPerCover"),
            in.text("deposit.currency"))
        : null;
  }

  private static ZoneId zone(ByteReader in) {
    String id = in.text("zone");
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone: %s (expected: a zone of this Java's time zone data)".formatted(id), e);
    }
  }
}
