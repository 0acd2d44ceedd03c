package io.tavolo.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One import: the restaurants of all files first, then the reservations, in the order of the files.
 * Whatever is wrong with a line is reported, and the rest goes on.
 */
public final class Import {
  /** All lines are in. */
  static final int ALL_IN = 0;

  /** Some lines were refused; the report names them. */
  static final int SOME_REFUSED = 1;

  /** The arguments cannot be used, or the server cannot be reached. */
  static final int CANNOT_RUN = 2;

  private enum Kind {
    RESTAURANTS,
    RESERVATIONS
  }

  private record Source(int number, Path path, Kind kind, long rows) {}

  private final Options options;
  private final PrintStream err;
  private final boolean terminal;
  private final Report report = new Report();
  private final Restaurants restaurants;

  private Import(Options options, PrintStream err, boolean terminal) {
    this.options = options;
    this.err = err;
    this.terminal = terminal;
    restaurants = new Restaurants(new Definitions(options), options, report);
  }

  /** Runs an import; ends the JVM with 0 (all in), 1 (some lines refused) or 2 (cannot run). */
  public static void main(String[] args) {
    boolean terminal = Boolean.getBoolean("tavolo.terminal");
    String token = System.getenv("TAVOLO_ADMIN_TOKEN");
    System.exit(run(args, token, System.out, System.err, terminal));
  }

  /**
   * Runs an import.
   *
   * @param token what {@code --token} is when it is not given
   * @param out takes the report
   * @param err takes the progress, and why it cannot run
   * @param terminal whether {@code err} is one
   * @return the status to exit with
   */
  static int run(
      String[] args, @Nullable String token, PrintStream out, PrintStream err, boolean terminal) {
    try {
      Options options = Options.parse(args, token);
      long start = System.nanoTime();
      Report report = new Import(options, err, terminal).run();
      report.lines(Duration.ofNanos(System.nanoTime() - start)).forEach(out::println);
      return report.refusals() == 0 ? ALL_IN : SOME_REFUSED;
    } catch (CannotRun e) {
      err.println("import: " + e.getMessage());
      return CANNOT_RUN;
    } catch (IOException e) {
      err.println("import: " + e);
      return CANNOT_RUN;
    }
  }

  private Report run() throws IOException {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < options.files().size(); i++) {
      Source source = look(i, options.files().get(i));
      if (source != null) {
        sources.add(source);
      }
    }
    for (Source source : sources) {
      if (source.kind() == Kind.RESTAURANTS) {
        bringRestaurants(source);
      }
    }
    bringReservations(sources.stream().filter(s -> s.kind() == Kind.RESERVATIONS).toList());
    return report;
  }

  /** What kind of file it is, by its header, and how many rows it has; null when it is of none. */
  private @Nullable Source look(int number, Path path) throws IOException {
    try (CsvFile file = new CsvFile(path, options.names())) {
      boolean visits = file.has("visit_at") || file.has("party_size") || file.has("reserved_at");
      List<String> required = visits ? ReservationRow.REQUIRED : RestaurantRow.REQUIRED;
      List<String> missing = required.stream().filter(column -> !file.has(column)).toList();
      if (!missing.isEmpty()) {
        report.refuse(
            new Place(number, file.name(), 1),
            "no column %s (expected: %s; the header has %s; --map gives a column its name)"
                .formatted(
                    String.join(", ", missing),
                    String.join(", ", required),
                    String.join(", ", file.headers())));
        return null;
      }
      long rows = 0;
      for (CsvFile.Row row = file.next(); row != null; row = file.next()) {
        rows++;
      }
      return new Source(number, path, visits ? Kind.RESERVATIONS : Kind.RESTAURANTS, rows);
    }
  }

  private void bringRestaurants(Source source) throws IOException {
    try (CsvFile file = new CsvFile(source.path(), options.names())) {
      for (CsvFile.Row row = file.next(); row != null; row = file.next()) {
        Place place = new Place(source.number(), file.name(), row.line());
        try {
          restaurants.make(RestaurantRow.of(row, place, options.zone()));
        } catch (Fault e) {
          report.refuse(place, e.reason());
        }
      }
    }
  }

  private void bringReservations(List<Source> sources) throws IOException {
    long total = sources.stream().mapToLong(Source::rows).sum();
    if (total == 0) {
      return;
    }
    Progress progress = new Progress(err, terminal, total);
    StableIds ids = new StableIds();
    int refusedBefore = report.refusals();
    try (BatchClient batch =
        new BatchClient(options.url(), options.token(), UUID.randomUUID().toString(), new Told())) {
      for (Source source : sources) {
        try (CsvFile file = new CsvFile(source.path(), options.names())) {
          for (CsvFile.Row row = file.next(); row != null; row = file.next()) {
            send(batch, row, new Place(source.number(), file.name(), row.line()), ids);
            progress.at(settled(refusedBefore));
          }
        }
      }
      batch.finish();
    }
    progress.end(settled(refusedBefore));
  }

  private void send(BatchClient batch, CsvFile.Row row, Place place, StableIds ids) {
    try {
      ReservationRow reservation = ReservationRow.of(row, place, options.shiftDays(), ids);
      if (!restaurants.isKnown(reservation.restaurantId())) {
        throw Fault.of(
            "restaurant_id",
            reservation.restaurantId(),
            "a restaurant of the server, or of a file of restaurants");
      }
      batch.send(reservation);
    } catch (Fault e) {
      report.refuse(place, e.reason());
    }
  }

  private int settled(int refusedBefore) {
    return report.reservations() + report.refusals() - refusedBefore;
  }

  /** Answers become lines of the report. */
  private final class Told implements BatchClient.Answers {
    @Override
    public void done(ReservationRow row, JsonNode answer) {
      if (answer.path("repeated").asBoolean()) {
        report.thereBefore();
      } else {
        report.taken(answer.path("reservation").path("status").asText().equals("finished"));
      }
    }

    @Override
    public void refused(ReservationRow row, String reason) {
      report.refuse(
          row.place(),
          "%s (%s, %s, party of %d)"
              .formatted(reason, row.restaurantId(), row.visitAt(), row.partySize()));
    }
  }
}
