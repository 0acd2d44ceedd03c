package io.tavolo.http.body;

import io.tavolo.engine.reservation.Diner;
import io.tavolo.http.json.Faults;
import io.tavolo.http.json.JsonIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members {@code diner}, {@code notes} and {@code tags}, as far as they were given. */
public final class Personal {
  private static final int MAX_TAGS = 20;
  private static final List<String> NAMED = List.of("name");

  private final boolean patching;
  private boolean hasDiner;
  private @Nullable Change<String> name;
  private @Nullable Change<String> email;
  private @Nullable Change<String> phone;
  private @Nullable Change<String> notes;
  private @Nullable Change<List<String>> tags;

  private Personal(boolean patching) {
    this.patching = patching;
  }

  /** Of a new reservation: a diner needs a name. */
  static Personal creating() {
    return new Personal(false);
  }

  /** Of a correction: what is not given stays. */
  static Personal patching() {
    return new Personal(true);
  }

  /** Reads the member when it is one of these. */
  boolean read(String member, JsonIn in) throws IOException {
    switch (member) {
      case "diner" -> readDiner(in);
      case "notes" -> notes = new Change<>(in.optionalText(0, 2_000));
      case "tags" -> tags = new Change<>(in.isNull() ? null : readTags(in));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void readDiner(JsonIn in) throws IOException {
    if (in.isNull() && !patching) {
      return;
    }
    hasDiner = true;
    in.object(patching ? List.of() : NAMED, this::readContact);
  }

  private boolean readContact(String member, JsonIn in) throws IOException {
    switch (member) {
      case "name" -> name = new Change<>(in.text(1, 120));
      case "email" -> email = new Change<>(readEmail(in));
      case "phone" -> phone = new Change<>(in.optionalText(1, 40));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String readEmail(JsonIn in) throws IOException {
    String text = in.optionalText(3, 254);
    if (text != null && !text.isEmpty() && !isEmail(text)) {
      in.fault(Faults.quoted(text), "an address such as ada@example.com");
    }
    return text;
  }

  /** One at sign with something on either side, without blanks and control characters. */
  private static boolean isEmail(String text) {
    int at = text.indexOf('@');
    boolean is = at > 0 && at < text.length() - 1 && text.indexOf('@', at + 1) < 0;
    for (int i = 0; is && i < text.length(); i++) {
      char c = text.charAt(i);
      is = c > ' ' && c != 0x7f;
    }
    return is;
  }

  private static List<String> readTags(JsonIn in) throws IOException {
    List<String> read = new ArrayList<>();
    in.array(MAX_TAGS, item -> read.add(item.text(1, 40)));
    return read;
  }

  /** Whether a diner was given. */
  boolean hasDiner() {
    return hasDiner;
  }

  /** Whether notes or tags were given that need a diner to belong to. */
  boolean hasRemarks() {
    return (notes != null && notes.to() != null) || (tags != null && tags.to() != null);
  }

  /** Whether anything was given. */
  public boolean isGiven() {
    return hasDiner || notes != null || tags != null;
  }

  /**
   * The whole personal part after the change.
   *
   * @param present as it stands, or null when there is none
   * @param ref the reference of a part that is made anew
   * @return its name is null when there never was one
   */
  public Diner over(@Nullable Diner present, long ref) {
    List<String> tagsAfter = Change.apply(tags, present == null ? List.of() : present.tags());
    return new Diner(
        present == null ? ref : present.ref(),
        Change.apply(name, present == null ? null : present.name()),
        Change.apply(email, present == null ? null : present.email()),
        Change.apply(phone, present == null ? null : present.phone()),
        Change.apply(notes, present == null ? null : present.notes()),
        tagsAfter == null ? List.of() : tagsAfter);
  }

  /** The personal part of something new, or null without a diner. */
  public @Nullable Diner asNew(long ref) {
    return hasDiner ? over(null, ref) : null;
  }

  void addTo(Payload payload) {
    payload
        .add("name", name)
        .add("email", email)
        .add("phone", phone)
        .add("notes", notes)
        .add("tags", tags);
  }
}
