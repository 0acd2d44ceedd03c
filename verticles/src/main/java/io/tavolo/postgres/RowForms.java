package io.tavolo.postgres;

import io.tavolo.engine.lane.TraceContext;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.reservation.Status;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values of the engine stand in columns, and back. */
final class RowForms {
  private static final char BETWEEN_TABLES = ',';
  private static final int TRACE_SIZE_BYTES = 25;

  private RowForms() {}

  /** Labels of tables as one text. */
  static String tables(List<String> labels) {
    return labels.size() == 1 ? labels.get(0) : String.join(",", labels);
  }

  private static List<String> tables(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    return text.indexOf(BETWEEN_TABLES) < 0 ? List.of(text) : List.of(text.split(",", -1));
  }

  /**
   * Any texts as a literal of a text array, because an array of arrays cannot be unnested row by
   * row; null for none.
   */
  static @Nullable String arrayLiteral(List<String> values) {
    if (values.isEmpty()) {
      return null;
    }
    StringBuilder literal = new StringBuilder("{");
    for (String value : values) {
      literal.append(literal.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == '"' || c == '\\') {
          literal.append('\\');
        }
        literal.append(c);
      }
      literal.append('"');
    }
    return literal.append('}').toString();
  }

  /** A trace as {@code journal.trace} has it; null for none. */
  static @Nullable Buffer trace(TraceContext trace) {
    return trace.isNone()
        ? null
        : Buffer.buffer(TRACE_SIZE_BYTES)
            .appendLong(trace.traceHigh())
            .appendLong(trace.traceLow())
            .appendLong(trace.spanId())
            .appendByte(trace.flags());
  }

  static TraceContext trace(@Nullable Buffer trace) {
    return trace == null
        ? TraceContext.NONE
        : new TraceContext(
            trace.getLong(0), trace.getLong(8), trace.getLong(16), trace.getByte(24));
  }

  /** The columns that {@link #reservation} reads, of a table called {@code r}. */
  static final String RESERVATION_COLUMNS =
      """
      r.id, r.status, r.party_size, r.start_tick, r.end_tick, r.service_day, r.tables, r.area_id,
      r.area_asked, r.diner, r.external_high, r.external_low, r.version, r.hold_until, r.created_ms,
      r.reset_ticks, r.diner_key, r.deposit_minor, r.pacing_exceeded
      """;

  /** How many columns {@link #RESERVATION_COLUMNS} are. */
  static final int RESERVATION_WIDTH = 19;

  static Reservation reservation(Row row) {
    @Nullable Long externalHigh = row.getLong(10);
    int endTick = row.getInteger(4);
    return new Reservation(
        row.getLong(0),
        Status.of(row.getShort(1)),
        row.getShort(2),
        row.getInteger(3),
        endTick,
        endTick + row.getShort(15),
        row.getInteger(5),
        tables(row.getString(6)),
        row.getString(7),
        row.getBoolean(8),
        row.getLong(9),
        row.getLong(16),
        externalHigh == null ? null : new ExternalId(externalHigh, row.getLong(11)),
        row.getInteger(12),
        row.getLong(13),
        row.getLong(14),
        row.getInteger(17),
        row.getBoolean(18));
  }

  /** The columns that {@link #diner} reads, of a table called {@code d}. */
  static final String DINER_COLUMNS = "d.ref, d.name, d.email, d.phone, d.notes, d.tags";

  /** How many columns {@link #DINER_COLUMNS} are. */
  static final int DINER_WIDTH = 6;

  /** The diner whose columns begin at {@code at}, or null when there is none. */
  static @Nullable Diner diner(Row row, int at) {
    @Nullable Long ref = row.getLong(at);
    if (ref == null) {
      return null;
    }
    String @Nullable [] tags = row.getArrayOfStrings(at + 5);
    return new Diner(
        ref,
        row.getString(at + 1),
        row.getString(at + 2),
        row.getString(at + 3),
        row.getString(at + 4),
        tags == null ? List.of() : List.of(tags));
  }
}
