package io.tavolo.engine.availability;

import io.tavolo.engine.bytes.ByteReader;
import io.tavolo.engine.bytes.ByteWriter;
import io.tavolo.engine.form.Formats;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A snapshot as bytes: its members in order, slots as distances from the one before, and for each
 * run of party sizes that find the same, one row of bits.
 */
final class SnapshotForm {
  private SnapshotForm() {}

  static byte[] encode(DaySnapshot day, int format) {
    ByteWriter out = Formats.begin(format);
    out.text(day.restaurantId);
    out.text(day.zone.getId());
    out.number(day.serviceDay);
    out.number(day.epoch);
    out.number(day.seq);
    out.number(day.minNoticeMinutes);
    out.number(day.horizonDays);
    out.list(day.areaIds, out::text);
    out.number(day.slotTicks.length);
    long before = 0;
    for (int tick : day.slotTicks) {
      out.number(tick - before);
      before = tick;
    }
    out.number(day.minParty);
    List<Run> runs = runs(day.rows);
    out.list(
        runs,
        run -> {
          out.number(run.sizes());
          writeMinutes(out, run.row(), day.slotTicks.length);
          writeBits(out, run.row(), day.areaIds.size(), day.slotTicks.length);
        });
    return out.toArray();
  }

  /** Adjacent party sizes that share a row. */
  private record Run(int sizes, PartyRow row) {}

  private static List<Run> runs(List<PartyRow> rows) {
    List<Run> runs = new ArrayList<>();
    for (int start = 0, end; start < rows.size(); start = end) {
      PartyRow row = rows.get(start);
      end = start + 1;
      while (end < rows.size() && rows.get(end).findsTheSameAs(row)) {
        end++;
      }
      runs.add(new Run(end - start, row));
    }
    return runs;
  }

  /** In stretches of slots from which parties stay as long. */
  private static void writeMinutes(ByteWriter out, PartyRow row, int slotCount) {
    for (int slot = 0, end; slot < slotCount; slot = end) {
      end = slot + 1;
      while (end < slotCount && row.minutes(end) == row.minutes(slot)) {
        end++;
      }
      out.number(end - slot);
      out.number(row.minutes(slot));
    }
  }

  private static int[] readMinutes(ByteReader in, int slotCount) {
    int[] minutes = new int[slotCount];
    for (int slot = 0; slot < slotCount; ) {
      int slots = in.smallNumber("stretch");
      if (slots < 1 || slots > slotCount - slot) {
        throw in.fault("stretch", slots, "1..%d".formatted(slotCount - slot));
      }
      Arrays.fill(minutes, slot, slot + slots, in.smallNumber("minutes"));
      slot += slots;
    }
    return minutes;
  }

  private static void writeBits(ByteWriter out, PartyRow row, int areaCount, int slotCount) {
    for (int area = 0; area < areaCount; area++) {
      for (int from = 0; from < slotCount; from += 8) {
        int octet = 0;
        for (int slot = from; slot < Math.min(from + 8, slotCount); slot++) {
          octet |= row.isFree(area, slot) ? 1 << (slot - from) : 0;
        }
        out.octet(octet);
      }
    }
  }

  static DaySnapshot decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Formats.read(in);
    String restaurantId = in.text("restaurantId");
    ZoneId zone = zone(in);
    int serviceDay = in.smallNumber("serviceDay");
    long epoch = in.number("epoch");
    long seq = in.number("seq");
    int minNoticeMinutes = in.smallNumber("minNoticeMinutes");
    int horizonDays = in.smallNumber("horizonDays");
    List<String> areaIds = in.list("areaIds", () -> in.text("areaId"));
    int[] slotTicks = slotTicks(in);
    int minParty = in.smallNumber("minParty");
    List<PartyRow> rows = rows(in, areaIds.size(), slotTicks.length);
    in.end();
    return new DaySnapshot(
        restaurantId,
        zone,
        serviceDay,
        epoch,
        seq,
        minNoticeMinutes,
        horizonDays,
        areaIds,
        slotTicks,
        minParty,
        rows);
  }

  private static ZoneId zone(ByteReader in) {
    String id = in.text("zone");
    try {
      return ZoneId.of(id);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "zone: %s (expected: a known zone)".formatted(id), unknown);
    }
  }

  private static int[] slotTicks(ByteReader in) {
    long[] before = {0};
    return in
        .list(
            "slots",
            () -> {
              before[0] += in.smallNumber("slot");
              if (before[0] != (int) before[0]) {
                throw in.fault("slot", before[0], "32 bits");
              }
              return (int) before[0];
            })
        .stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static List<PartyRow> rows(ByteReader in, int areaCount, int slotCount) {
    List<PartyRow> rows = new ArrayList<>();
    in.list(
            "runs",
            () -> {
              int sizes = in.smallNumber("sizes");
              if (sizes < 1 || sizes > 100) {
                throw in.fault("sizes", sizes, "1..100");
              }
              PartyRow row = new PartyRow(areaCount, readMinutes(in, slotCount));
              readBits(in, row, areaCount, slotCount);
              return Collections.nCopies(sizes, row);
            })
        .forEach(rows::addAll);
    return rows;
  }

  private static void readBits(ByteReader in, PartyRow row, int areaCount, int slotCount) {
    for (int area = 0; area < areaCount; area++) {
      for (int from = 0; from < slotCount; from += 8) {
        int octet = in.octet("free");
        for (int slot = from; slot < Math.min(from + 8, slotCount); slot++) {
          if ((octet >> (slot - from) & 1) != 0) {
            row.setFree(area, slot);
          }
        }
      }
    }
  }
}
