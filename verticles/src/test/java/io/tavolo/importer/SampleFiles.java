package io.tavolo.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes the sample: three months at twelve houses, 5,000 lines, of which 20 are bad, each in a way
 * of its own. The others fit the tables {@code 2x8,4x10,8x2}. What is wrong with a bad line is
 * wrong at any date.
 *
 * <p>{@code main} writes the two files into the folder it is given.
 */
final class SampleFiles {
  static final int LINES = 5_000;
  static final int BAD = 20;

  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final int DAYS = 92;
  private static final int LARGE = 5;
  private static final int LARGE_TABLES = 2;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  /** Of a thousand parties, so many have up to so many covers. */
  private static final int[] PARTIES = {16, 443, 610, 746, 808, 857, 884, 1000};

  private static final List<String[]> HOUSES =
      List.of(
          new String[] {"osteria-del-ponte", "Osteria del Ponte", "41.8890", "12.4700", "roman"},
          new String[] {"da-nonna-rosa", "Da Nonna Rosa", "41.8955", "12.4823", "italian"},
          new String[] {"sakura", "Sakura", "41.9028", "12.4964", "japanese"},
          new String[] {"le-petit-jardin", "Le Petit Jardin", "41.9110", "12.4768", "french"},
          new String[] {"el-gaucho", "El Gaucho", "41.8799", "12.5008", "grill"},
          new String[] {"taverna-egeo", "Taverna Egeo", "41.8844", "12.4662", "greek"},
          new String[] {
            "spice-route", "\"Spice Route, Trastevere\"", "41.8877", "12.4689", "indian"
          },
          new String[] {"il-faro", "Il Faro", "41.8721", "12.4733", "seafood"},
          new String[] {"casa-verde", "Casa Verde", "41.9003", "12.4618", "vegetarian"},
          new String[] {"hanoi-37", "Hanoi 37", "41.9072", "12.5101", "vietnamese"},
          new String[] {"zum-loewen", "Zum Löwen", "41.9135", "12.4850", "german"},
          new String[] {"bodega-sur", "Bodega Sur", "41.8920", "12.5140", "spanish"});
  private static final List<String> FIRST_NAMES =
      List.of(
          "Ada", "Bruno", "Chiara", "Dario", "Élise", "Fatima", "Giorgio", "Hanna", "Ivo", "Jürgen",
          "Kenji", "Lucia");
  private static final List<String> LAST_NAMES =
      List.of(
          "Rossi", "Bianchi", "Ferrari", "Conti", "Moretti", "Müller", "Tanaka", "Nguyen", "García",
          "Dubois");

  /** What the columns of the bad lines hold: column, value. */
  private static final List<String[]> FAULTS =
      List.of(
          new String[] {"2", "2026-13-40 19:00"},
          new String[] {"2", "31/12/2026 19:00"},
          new String[] {"2", ""},
          new String[] {"2", "2026-11-31 20:00"},
          new String[] {"2", "tomorrow at eight"},
          new String[] {"2", "2026-12-05 25:00"},
          new String[] {"2", "2026-12-05 19:02"},
          new String[] {"1", "yesterday"},
          new String[] {"1", ""},
          new String[] {"3", "0"},
          new String[] {"3", "two"},
          new String[] {"3", "101"},
          new String[] {"3", ""},
          new String[] {"3", "2.5"},
          new String[] {"0", ""},
          new String[] {"0", "no-such-place"},
          new String[] {"0", "da mario!"},
          new String[] {"5", "not-an-address"},
          new String[] {"cut", ""},
          new String[] {"4", "\"Anna Bianchi"});

  private record Visit(LocalDateTime reserved, LocalDateTime at, int house, int party) {}

  private SampleFiles() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0], "restaurants.csv"), restaurants());
    Files.writeString(Path.of(args[0], "reservations.csv"), reservations());
  }

  static String restaurants() {
    StringBuilder text = new StringBuilder("restaurant_id,name,latitude,longitude,cuisine\n");
    HOUSES.forEach(house -> text.append(String.join(",", house)).append('\n'));
    return text.toString();
  }

  static String reservations() {
    SplittableRandom random = new SplittableRandom(2026);
    List<Visit> visits = visits(random);
    StringBuilder text =
        new StringBuilder(
            "restaurant_id,reserved_at,visit_at,party_size,name,email,phone,external_id\n");
    int apart = LINES / BAD;
    for (int i = 0; i < LINES; i++) {
      String[] fields = fields(visits.get(i), i, random);
      String line = String.join(",", fields);
      if (i % apart == apart / 2) {
        String[] fault = FAULTS.get(i / apart);
        if (fault[0].equals("cut")) {
          line = line.substring(0, line.indexOf(',', line.indexOf(',') + 1));
        } else {
          fields[Integer.parseInt(fault[0])] = fault[1];
          line = String.join(",", fields);
        }
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** In the order in which they were reserved; large parties never more than there are tables. */
  private static List<Visit> visits(SplittableRandom random) {
    List<Visit> visits = new ArrayList<>();
    Map<String, Integer> large = new HashMap<>();
    while (visits.size() < LINES) {
      int house = random.nextInt(HOUSES.size());
      LocalDate date = FIRST.plusDays(random.nextInt(DAYS));
      boolean lunch = random.nextInt(5) == 0;
      LocalDateTime at =
          lunch
              ? date.atTime(12, 0).plusMinutes(15L * random.nextInt(11))
              : date.atTime(18, 0).plusMinutes(15L * (random.nextInt(9) + random.nextInt(9)));
      int party = party(random);
      String shift = house + " " + date + lunch;
      if (party < LARGE || large.merge(shift, 1, Integer::sum) <= LARGE_TABLES) {
        long leadMinutes = 60L + random.nextInt(60 * 24 * (1 + random.nextInt(30)));
        visits.add(new Visit(at.minusMinutes(leadMinutes), at, house, party));
      }
    }
    visits.sort(Comparator.comparing(Visit::reserved));
    return visits;
  }

  private static int party(SplittableRandom random) {
    int share = random.nextInt(1000);
    int party = 1;
    while (share >= PARTIES[party - 1]) {
      party++;
    }
    return party;
  }

  private static String[] fields(Visit visit, int i, SplittableRandom random) {
    String first = FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()));
    String last = LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
    boolean lastFirst = random.nextInt(4) == 0;
    return new String[] {
      HOUSES.get(visit.house())[0],
      visit.reserved().format(TIME),
      visit.at().format(TIME),
      Integer.toString(visit.party()),
      lastFirst ? "\"" + last + ", " + first + "\"" : first + " " + last,
      random.nextInt(3) == 0 ? "" : "guest%04d@example.org".formatted(i),
      random.nextInt(3) == 0 ? "+39 06 %07d".formatted(random.nextInt(10_000_000)) : "",
      "old-%05d".formatted(i + 1)
    };
  }
}
