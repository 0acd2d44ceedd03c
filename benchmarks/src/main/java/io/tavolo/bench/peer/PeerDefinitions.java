package io.tavolo.bench.peer;

import io.tavolo.engine.restaurant.Profile;
import io.tavolo.engine.restaurant.Restaurant;
import io.tavolo.engine.restaurant.Table;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Stores what the statements need of a definition. */
final class PeerDefinitions {
  private PeerDefinitions() {}

  static Future<RowSet<Row>> store(PeerSession session, long number, Restaurant definition) {
    Profile profile = definition.profile();
    return session.locked(
        number,
        new PeerSession.Step(
            PeerSql.PUT_PROFILE,
            Tuple.of(number, profile.restaurantId(), profile.name(), profile.zone().getId())),
        new PeerSession.Step(PeerSql.DROP_TABLES, Tuple.of(number)),
        new PeerSession.Step(PeerSql.PUT_TABLES, tables(number, definition.floorPlan().tables())));
  }

  private static Tuple tables(long number, List<Table> tables) {
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
