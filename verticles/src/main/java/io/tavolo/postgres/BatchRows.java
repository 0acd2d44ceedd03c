package io.tavolo.postgres;

import io.tavolo.engine.form.Formats;
import io.tavolo.engine.journal.EventCodec;
import io.tavolo.engine.lane.Batch;
import io.tavolo.engine.reservation.Diner;
import io.tavolo.engine.reservation.ExternalId;
import io.tavolo.engine.reservation.Reservation;
import io.tavolo.engine.restaurant.Profile;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A batch as the parameters of {@link BatchSql#WRITE}: one array a column. */
final class BatchRows {
  /** How many there are. */
  static final int PARAMETERS = 62;

  private final List<Object> parameters = new ArrayList<>(PARAMETERS);

  private final int format;

  private BatchRows(int format) {
    this.format = format;
  }

  /**
   * The parameters in their order.
   *
   * @param format of events and definitions
   * @throws IllegalArgumentException when an event or definition cannot be encoded
   */
  static Tuple of(Batch batch, int format) {
    BatchRows rows = new BatchRows(format);
    rows.heads(batch.heads());
    rows.reservations(batch.reservations());
    rows.journal(batch.journal());
    rows.diners(batch.diners());
    rows.keys(batch.keys());
    rows.definitions(batch.definitions());
    return Tuple.wrap(rows.parameters);
  }

  /**
   * The parameters of a batch without a row: the statement then writes nothing and locks nothing.
   */
  static Tuple none() {
    BatchRows rows = new BatchRows(Formats.HERE.newest());
    rows.heads(List.of());
    rows.reservations(List.of());
    rows.journal(List.of());
    rows.diners(List.of());
    rows.keys(List.of());
    rows.definitions(List.of());
    return Tuple.wrap(rows.parameters);
  }

  private void heads(List<Batch.Head> heads) {
    int size = heads.size();
    Integer[] shard = column(new Integer[size]);
    Long[] epoch = column(new Long[size]);
    Long[] previousSeq = column(new Long[size]);
    Long[] nextSeq = column(new Long[size]);
    for (int i = 0; i < size; i++) {
      Batch.Head head = heads.get(i);
      shard[i] = head.shard();
      epoch[i] = head.epoch();
      previousSeq[i] = head.previousSeq();
      nextSeq[i] = head.nextSeq();
    }
  }

  private void reservations(Collection<Batch.ReservationRow> rows) {
    int size = rows.size();
    Integer[] shard = column(new Integer[size]);
    Long[] seq = column(new Long[size]);
    Long[] restaurant = column(new Long[size]);
    Long[] id = column(new Long[size]);
    Integer[] status = column(new Integer[size]);
    Integer[] partySize = column(new Integer[size]);
    Integer[] startTick = column(new Integer[size]);
    Integer[] endTick = column(new Integer[size]);
    Integer[] serviceDay = column(new Integer[size]);
    String[] tables = column(new String[size]);
    String[] areaId = column(new String[size]);
    Boolean[] areaAsked = column(new Boolean[size]);
    Long[] diner = column(new Long[size]);
    Long[] externalHigh = column(new Long[size]);
    Long[] externalLow = column(new Long[size]);
    Integer[] version = column(new Integer[size]);
    Long[] holdUntilMs = column(new Long[size]);
    Long[] createdMs = column(new Long[size]);
    Integer[] resetTicks = column(new Integer[size]);
    Long[] dinerKey = column(new Long[size]);
    Integer[] depositMinor = column(new Integer[size]);
    Boolean[] pacingExceeded = column(new Boolean[size]);
    int i = 0;
    for (Batch.ReservationRow row : rows) {
      Reservation reservation = row.reservation();
      ExternalId external = reservation.external();
      shard[i] = row.shard();
      seq[i] = row.seq();
      restaurant[i] = row.restaurant();
      id[i] = reservation.id();
      status[i] = reservation.status().code();
      partySize[i] = reservation.partySize();
      startTick[i] = reservation.startTick();
      endTick[i] = reservation.endTick();
      serviceDay[i] = reservation.serviceDay();
      tables[i] = RowForms.tables(reservation.tables());
      areaId[i] = reservation.areaId();
      areaAsked[i] = reservation.areaAsked();
      diner[i] = reservation.diner();
      if (external != null) {
        externalHigh[i] = external.high();
        externalLow[i] = external.low();
      }
      version[i] = reservation.version();
      holdUntilMs[i] = reservation.holdUntilMs();
      createdMs[i] = reservation.createdMs();
      resetTicks[i] = reservation.freeTick() - reservation.endTick();
      dinerKey[i] = reservation.dinerKey();
      depositMinor[i] = reservation.depositMinor();
      pacingExceeded[i] = reservation.pacingExceeded();
      i++;
    }
  }

  private void journal(List<Batch.JournalRow> rows) {
    int size = rows.size();
    Integer[] shard = column(new Integer[size]);
    Long[] seq = column(new Long[size]);
    Long[] restaurant = column(new Long[size]);
    Long[] atMs = column(new Long[size]);
    Buffer[] payload = column(new Buffer[size]);
    Long[] keyHigh = column(new Long[size]);
    Long[] keyLow = column(new Long[size]);
    Buffer[] trace = column(new Buffer[size]);
    for (int i = 0; i < size; i++) {
      Batch.JournalRow row = rows.get(i);
      shard[i] = row.shard();
      seq[i] = row.seq();
      restaurant[i] = row.restaurant();
      atMs[i] = row.atMs();
      payload[i] = Buffer.buffer(EventCodec.encode(row.event(), format));
      keyHigh[i] = row.key().high();
      keyLow[i] = row.key().low();
      trace[i] = RowForms.trace(row.trace());
    }
  }

  private void diners(Collection<Batch.DinerRow> rows) {
    int size = rows.size();
    Integer[] shard = column(new Integer[size]);
    Long[] restaurant = column(new Long[size]);
    Long[] ref = column(new Long[size]);
    String[] name = column(new String[size]);
    String[] email = column(new String[size]);
    String[] phone = column(new String[size]);
    String[] notes = column(new String[size]);
    String[] tags = column(new String[size]);
    int i = 0;
    for (Batch.DinerRow row : rows) {
      Diner diner = row.diner();
      shard[i] = row.shard();
      restaurant[i] = row.restaurant();
      ref[i] = diner.ref();
      name[i] = diner.name();
      email[i] = diner.email();
      phone[i] = diner.phone();
      notes[i] = diner.notes();
      tags[i] = RowForms.arrayLiteral(diner.tags());
      i++;
    }
  }

  private void keys(Collection<Batch.KeyRow> rows) {
    int size = rows.size();
    Integer[] shard = column(new Integer[size]);
    Long[] restaurant = column(new Long[size]);
    Long[] keyHigh = column(new Long[size]);
    Long[] keyLow = column(new Long[size]);
    Long[] payloadHash = column(new Long[size]);
    Integer[] outcome = column(new Integer[size]);
    Long[] reservation = column(new Long[size]);
    Long[] atMs = column(new Long[size]);
    Boolean[] byCaller = column(new Boolean[size]);
    int i = 0;
    for (Batch.KeyRow row : rows) {
      shard[i] = row.shard();
      restaurant[i] = row.restaurant();
      keyHigh[i] = row.key().high();
      keyLow[i] = row.key().low();
      payloadHash[i] = row.key().payloadHash();
      outcome[i] = (int) row.outcome();
      reservation[i] = row.reservation();
      atMs[i] = row.atMs();
      byCaller[i] = row.key().byCaller();
      i++;
    }
  }

  private void definitions(Collection<Batch.DefinitionRow> rows) {
    int size = rows.size();
    Integer[] shard = column(new Integer[size]);
    Long[] seq = column(new Long[size]);
    Long[] number = column(new Long[size]);
    String[] restaurantId = column(new String[size]);
    String[] name = column(new String[size]);
    String[] timezone = column(new String[size]);
    String[] cuisine = column(new String[size]);
    Double[] latitude = column(new Double[size]);
    Double[] longitude = column(new Double[size]);
    Boolean[] tablesShown = column(new Boolean[size]);
    Buffer[] definition = column(new Buffer[size]);
    int i = 0;
    for (Batch.DefinitionRow row : rows) {
      Profile profile = row.definition().profile();
      shard[i] = row.shard();
      seq[i] = row.seq();
      number[i] = row.restaurant();
      restaurantId[i] = profile.restaurantId();
      name[i] = profile.name();
      timezone[i] = profile.zone().getId();
      cuisine[i] = profile.cuisine();
      latitude[i] = profile.latitude();
      longitude[i] = profile.longitude();
      tablesShown[i] = row.definition().policies().showTables();
      definition[i] = Buffer.buffer(EventCodec.encodeDefinition(row.definition(), format));
      i++;
    }
  }

  /** The next parameter, filled by the caller. */
  private <T> T[] column(T[] values) {
    parameters.add(values);
    return values;
  }
}
