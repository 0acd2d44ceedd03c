package io.tavolo.bench.peer.sql;

import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Table;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Stores what the statements need of a definition. */
final class Tables {
  private Tables() {}

  static Future<RowSet<Row>> store(
      Session session, Writing writing, long number, Restaurant definition) {
    Profile profile = definition.profile();
    List<Session.Step> steps = new ArrayList<>();
    steps.add(
        new Session.Step(
            Sql.PUT_PROFILE,
            Tuple.of(number, profile.restaurantId(), profile.name(), profile.zone().getId())));
    steps.addAll(
        writing.replaceTables(number, parameters(number, definition.floorPlan().tables())));
    return session.locked(number, steps);
  }

  private static Tuple parameters(long number, List<Table> tables) {
    int size = tables.size();
    Short[] maxParty = new Short[size];
    Short[] priority = new Short[size];
    Short[] ordinal = new Short[size];
    Short[] minParty = new Short[size];
    String[] label = new String[size];
    String[] areaId = new String[size];
    for (int i = 0; i < size; i++) {
      Table table = tables.get(i);
      maxParty[i] = (short) table.maxParty();
      priority[i] = (short) table.priority();
      ordinal[i] = (short) i;
      minParty[i] = (short) table.minParty();
      label[i] = table.label();
      areaId[i] = table.areaId();
    }
    return Tuple.of(number, maxParty, priority, ordinal, minParty, label, areaId);
  }
}
