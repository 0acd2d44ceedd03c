package io.tavolo.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body, token by token, from its bytes. Each method takes the value the parser stands at;
 * one that is not what was asked for becomes a fault with its JSON Pointer, and reading goes on, so
 * that the client learns of every fault at once.
 *
 * <p>Refused are unknown and repeated members, NUL, and lone surrogates, in names too. One thread.
 */
public final class JsonIn {
  /** Takes the members of an object; which of them, it says itself. */
  @FunctionalInterface
  public interface Members {
    /**
     * Reads the member's value from {@code in}.
     *
     * @return false, having read nothing, when there is no such member
     */
    boolean read(String name, JsonIn in) throws IOException;
  }

  /** Takes one item of an array. */
  @FunctionalInterface
  public interface Items {
    void read(JsonIn in) throws IOException;
  }

  private static final int MAX_DEPTH = 32;

  /** Longer names are not repeated in pointers. */
  private static final int MAX_NAME = 128;

  /** How the parser says that a name holds half a surrogate pair, which is JSON, but no text. */
  private static final List<String> BROKEN_NAME =
      List.of("Broken surrogate pair in field name", "Unexpected low surrogate in field name");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;
  private final Faults faults;
  private final StringBuilder pointer = new StringBuilder();

  private JsonIn(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /**
   * Reads a body that is one object.
   *
   * @param required members it must have
   * @throws MalformedJsonException when the bytes are not JSON, in UTF-8, to their end
   */
  public static void read(byte[] body, Faults faults, List<String> required, Members members)
      throws MalformedJsonException {
    int fault = Utf8.firstFault(body);
    if (fault >= 0) {
      throw new MalformedJsonException("byte %d is not UTF-8 text".formatted(fault));
    }
    try (JsonParser parser = FACTORY.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("the body is empty (expected: a JSON object)");
      }
      JsonIn in = new JsonIn(parser, faults);
      in.object(required, members);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException(
            "something follows the JSON object" + at(parser.currentTokenLocation()));
      }
    } catch (StreamConstraintsException e) {
      throw new MalformedJsonException(
          "nested deeper than %d, or a name too long%s".formatted(MAX_DEPTH, at(e.getLocation())));
    } catch (JsonProcessingException e) {
      String message = String.valueOf(e.getOriginalMessage());
      if (BROKEN_NAME.stream().noneMatch(message::startsWith)) {
        throw new MalformedJsonException("not JSON" + at(e.getLocation()));
      }
      faults.lost("", "a lone surrogate in a member's name" + at(e.getLocation()));
    } catch (IOException e) {
      // The bytes are in memory: no reading of them can fail.
      throw new UncheckedIOException(e);
    }
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Takes an object whose {@code required} members must be there. */
  public void object(List<String> required, Members members) throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      wrongType("an object");
      return;
    }
    Set<String> seen = new HashSet<>(16);
    int mark = pointer.length();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.length() > MAX_NAME || !isText(name)) {
        faults.extra(pointer(), "unknown member " + Faults.quoted(name));
        skip();
        continue;
      }
      enter(name);
      if (!seen.add(name)) {
        faults.extra(pointer(), "given more than once");
        skip();
      } else if (!members.read(name, this)) {
        faults.extra(pointer(), "unknown member");
        skip();
      }
      pointer.setLength(mark);
    }
    for (String name : required) {
      if (!seen.contains(name)) {
        missing(name);
      }
    }
  }

  /** Takes an array of at most so many items. */
  public void array(int maxItems, Items items) throws IOException {
    if (!parser.hasToken(JsonToken.START_ARRAY)) {
      wrongType("an array");
      return;
    }
    int mark = pointer.length();
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (index < maxItems) {
        pointer.append('/').append(index);
        items.read(this);
        pointer.setLength(mark);
      } else {
        skip();
      }
      index++;
    }
    if (index > maxItems) {
      faults.lost(pointer(), "%d items (expected: at most %d)".formatted(index, maxItems));
    }
  }

  /**
   * Takes a whole number. {@code 4.0} and {@code "4"} are none.
   *
   * @return some number when a fault was found
   */
  public int integer(int min, int max) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      wrongType("a whole number, %d..%d".formatted(min, max));
      return min;
    }
    boolean fits = parser.getNumberType() == JsonParser.NumberType.INT;
    int value = fits ? parser.getIntValue() : min;
    if (!fits || value < min || value > max) {
      fault(Faults.quoted(parser.getText()), "%d..%d".formatted(min, max));
      return min;
    }
    return value;
  }

  /** Takes a whole number whose range somebody else checks. */
  public int integer() throws IOException {
    return integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** The same, with what to go on with when a fault was found. */
  public int integerOr(int standIn) throws IOException {
    int value = integer();
    return faults.isLost(pointer()) ? standIn : value;
  }

  /** Takes a number, which may be infinite; null is none. */
  public @Nullable Double optionalNumber() throws IOException {
    if (isNull()) {
      return null;
    }
    if (!parser.currentToken().isNumeric()) {
      wrongType("a number");
      return null;
    }
    // The parser would build a whole number of any length first.
    return Double.parseDouble(parser.getText());
  }

  public boolean bool() throws IOException {
    if (!parser.currentToken().isBoolean()) {
      wrongType("true or false");
      return false;
    }
    return parser.getBooleanValue();
  }

  /**
   * Takes a text.
   *
   * @param min fewest characters (code points)
   * @return the text, empty when a fault was found
   */
  public String text(int min, int max) throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      wrongType("a string");
      return "";
    }
    String text = parser.getText();
    if (!isText(text)) {
      fault("a NUL character or a lone surrogate", "text");
      return "";
    }
    int characters = text.codePointCount(0, text.length());
    if (characters < min || characters > max) {
      fault(characters + " characters", "%d..%d".formatted(min, max));
      return "";
    }
    if (min > 0 && text.isBlank()) {
      fault("only white space", "something to read");
      return "";
    }
    return text;
  }

  /** Takes a text whose length somebody else checks. */
  public String text() throws IOException {
    return text(0, Integer.MAX_VALUE);
  }

  /** Takes a text, or null. */
  public @Nullable String optionalText(int min, int max) throws IOException {
    return isNull() ? null : text(min, max);
  }

  /** Takes a text whose length somebody else checks, or null. */
  public @Nullable String optionalText() throws IOException {
    return isNull() ? null : text();
  }

  /** Whether the value is {@code null}, which needs no further reading. */
  public boolean isNull() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  /** Passes over a value that somebody else reads. */
  public void ignore() throws IOException {
    skip();
  }

  /** The value just read is not as expected. */
  public void fault(String came, String expected) {
    String member = pointer.substring(pointer.lastIndexOf("/") + 1);
    faults.lost(
        pointer(),
        "%s: %s (expected: %s)".formatted(member.isEmpty() ? "body" : member, came, expected));
  }

  /** A member of the object just read, or being read, is missing. */
  public void missing(String name) {
    int mark = pointer.length();
    enter(name);
    faults.lost(pointer(), "missing");
    pointer.setLength(mark);
  }

  /** Where reading stands. */
  public String pointer() {
    return pointer.toString();
  }

  private void wrongType(String expected) throws IOException {
    String came =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Faults.quoted(parser.getText());
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          default -> "null";
        };
    fault(came, expected);
    skip();
  }

  private void skip() throws IOException {
    parser.skipChildren();
  }

  private void enter(String name) {
    pointer.append('/');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '~' -> pointer.append("~0");
        case '/' -> pointer.append("~1");
        default -> pointer.append(c);
      }
    }
  }

  /** Neither NUL nor half a surrogate pair: what a database can store as text. */
  public static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
