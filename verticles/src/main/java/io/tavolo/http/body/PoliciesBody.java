package io.tavolo.http.body;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tavolo.engine.restaurant.Deposit;
import io.tavolo.engine.restaurant.Policies;
import io.tavolo.engine.restaurant.Validation;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import io.tavolo.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policies as a document; a member that is absent has its default. */
public final class PoliciesBody {
  private static final List<String> DEPOSIT = List.of("min_party", "minor_per_cover", "currency");

  private final Faults faults = new Faults();
  private int minNoticeMinutes = Policies.DEFAULT.minNoticeMinutes();
  private int horizonDays = Policies.DEFAULT.horizonDays();
  private int minParty = Policies.DEFAULT.minParty();
  private int maxParty = Policies.DEFAULT.maxParty();
  private int holdTtlSeconds = Policies.DEFAULT.holdTtlSeconds();
  private int cancellationCutoffMinutes = Policies.DEFAULT.cancellationCutoffMinutes();
  private boolean showTables = Policies.DEFAULT.showTables();
  private int holdsPerDiner = Policies.DEFAULT.holdsPerDiner();
  private boolean onePerDiner = Policies.DEFAULT.onePerDiner();
  private @Nullable Deposit deposit = Policies.DEFAULT.deposit();

  private PoliciesBody() {}

  /**
   * Reads the document.
   *
   * @throws ProblemException when it is none
   */
  public static Policies read(byte[] body) {
    PoliciesBody reading = new PoliciesBody();
    Faults faults = reading.faults;
    Bodies.read(body, faults, List.of(), reading::member);
    Policies policies =
        new Policies(
            reading.minNoticeMinutes,
            reading.horizonDays,
            reading.minParty,
            reading.maxParty,
            reading.holdTtlSeconds,
            reading.cancellationCutoffMinutes,
            reading.showTables,
            reading.holdsPerDiner,
            reading.onePerDiner,
            reading.deposit);
    faults.addRules(Validation.faults(policies));
    Bodies.requireNone(faults);
    return policies;
  }

  private boolean member(String member, JsonIn in) throws IOException {
    switch (member) {
      case "min_notice_minutes" -> minNoticeMinutes = in.integer();
      case "horizon_days" -> horizonDays = in.integer();
      case "min_party" -> minParty = in.integer();
      case "max_party" -> maxParty = in.integerOr(BookingBody.MAX_PARTY);
      case "hold_ttl_seconds" -> holdTtlSeconds = in.integer();
      case "cancellation_cutoff_minutes" -> cancellationCutoffMinutes = in.integer();
      case "show_tables" -> showTables = in.bool();
      case "holds_per_diner" -> holdsPerDiner = in.integer();
      case "one_per_diner" -> onePerDiner = in.bool();
      case "deposit" -> deposit = in.isNull() ? null : readDeposit(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Deposit readDeposit(JsonIn in) throws IOException {
    DepositReading deposit = new DepositReading();
    in.object(DEPOSIT, deposit);
    return new Deposit(deposit.minParty, deposit.minorPerCover, deposit.currency);
  }

  private static final class DepositReading implements JsonIn.Members {
    private int minParty;
    private int minorPerCover;
    private String currency = "";

    @Override
    public boolean read(String member, JsonIn in) throws IOException {
      switch (member) {
        case "min_party" -> minParty = in.integer();
        case "minor_per_cover" -> minorPerCover = in.integer();
        case "currency" -> currency = in.text();
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  /** Writes the document's members, all of them; no deposit where none is asked for. */
  public static void write(Policies policies, JsonGenerator out) throws IOException {
    out.writeNumberField("min_notice_minutes", policies.minNoticeMinutes());
    out.writeNumberField("horizon_days", policies.horizonDays());
    out.writeNumberField("min_party", policies.minParty());
    out.writeNumberField("max_party", policies.maxParty());
    out.writeNumberField("hold_ttl_seconds", policies.holdTtlSeconds());
    out.writeNumberField("cancellation_cutoff_minutes", policies.cancellationCutoffMinutes());
    out.writeBooleanField("show_tables", policies.showTables());
    out.writeNumberField("holds_per_diner", policies.holdsPerDiner());
    out.writeBooleanField("one_per_diner", policies.onePerDiner());
    Deposit deposit = policies.deposit();
    if (deposit != null) {
      out.writeObjectFieldStart("deposit");
      out.writeNumberField("min_party", deposit.minParty());
      out.writeNumberField("minor_per_cover", deposit.minorPerCover());
      out.writeStringField("currency", deposit.currency());
      out.writeEndObject();
    }
  }
}
