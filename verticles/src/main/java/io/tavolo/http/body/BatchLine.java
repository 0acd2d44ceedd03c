package io.tavolo.http.body;

import io.tavolo.engine.restaurant.Fault;
import io.tavolo.http.auth.Caller;
import io.tavolo.http.auth.IdempotencyKey;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch: what is to be done, to what, under which key, and in the same object the body
 * that the single request has.
 */
public sealed interface BatchLine {
  /** The caller's name of the operation. */
  String key();

  record Book(String key, String restaurantId, BookingBody body) implements BatchLine {}

  record Modify(String key, String reservationId, ReservationPatch patch) implements BatchLine {}

  record Cancel(String key, String reservationId) implements BatchLine {}

  /**
   * Reads a line.
   *
   * @throws ProblemException when it is none, with every fault
   */
  static BatchLine read(byte[] line, Caller caller) {
    return new Reading(line, caller).read();
  }

  /** Reads the line twice: its members come in any order, and {@code op} says how they are read. */
  final class Reading {
    private static final List<String> REQUIRED = List.of("op", "idempotency_key");
    private static final Set<String> HEAD =
        Set.of("/idempotency_key", "/restaurant_id", "/reservation_id");
    private static final String RESTAURANT = "restaurant_id";
    private static final String RESERVATION = "reservation_id";

    private final byte[] line;
    private final Caller caller;
    private final Faults faults = new Faults();
    private String op = "";
    private String key = "";
    private @Nullable String restaurantId;
    private @Nullable String reservationId;

    private Reading(byte[] line, Caller caller) {
      this.line = line;
      this.caller = caller;
    }

    private BatchLine read() {
      Faults head = new Faults();
      Bodies.read(line, head, REQUIRED, this::headMember);
      if (head.isLost("/op")) {
        Bodies.requireNone(head);
      }
      // What is wrong elsewhere the second reading finds too.
      for (Fault fault : head.list()) {
        if (HEAD.contains(fault.pointer()) && head.isLost(fault.pointer())) {
          faults.lost(fault.pointer(), fault.detail());
        }
      }
      return switch (op) {
        case "book" -> {
          String of = named(RESTAURANT, restaurantId);
          yield new Book(key, of, BookingBody.line(line, caller, faults, behind(RESTAURANT)));
        }
        case "modify" -> {
          String of = named(RESERVATION, reservationId);
          yield new Modify(
              key, of, ReservationPatch.line(line, caller, faults, behind(RESERVATION)));
        }
        default -> {
          String of = named(RESERVATION, reservationId);
          JsonIn.Members none = (name, in) -> false;
          Bodies.read(line, faults, List.of(), behind(RESERVATION).apply(none));
          Bodies.requireNone(faults);
          yield new Cancel(key, of);
        }
      };
    }

    private boolean headMember(String name, JsonIn in) throws IOException {
      switch (name) {
        case "op" -> op = readOp(in);
        case "idempotency_key" -> key = readKey(in);
        case RESTAURANT -> restaurantId = in.text(1, 255);
        case RESERVATION -> reservationId = in.text(1, 255);
        default -> in.ignore();
      }
      return true;
    }

    private static String readOp(JsonIn in) throws IOException {
      String text = in.text(1, 32);
      if (!text.isEmpty() && !Set.of("book", "modify", "cancel").contains(text)) {
        in.fault(Faults.quoted(text), "book, modify or cancel");
      }
      return text;
    }

    private static String readKey(JsonIn in) throws IOException {
      String text = in.text(1, 255);
      if (!text.isEmpty() && !IdempotencyKey.isKey(text)) {
        in.fault(Faults.quoted(text), "1..255 printable ASCII characters");
      }
      return text;
    }

    private String named(String member, @Nullable String value) {
      if (value == null) {
        faults.lost("/" + member, "missing");
        return "";
      }
      return value;
    }

    /** Passes over the head's members; the others are the body's. */
    private static UnaryOperator<JsonIn.Members> behind(String subject) {
      return body ->
          (name, in) -> {
            if (name.equals(subject) || REQUIRED.contains(name)) {
              in.ignore();
              return true;
            }
            return body.read(name, in);
          };
    }
  }
}
