package io.tavolo.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, what it may be, and what it is for. Help, reading and error messages all
 * follow from it.
 *
 * @param name the environment variable, and the name in a file
 * @param type what {@code reader} makes
 * @param fallback the value when none is given, as it would be written; null leaves the setting
 *     unset
 * @param expected what a right value is, as it stands in messages
 * @param purpose one line for {@code --help}
 * @param secret whether no message may show the value
 * @param reader makes the value, or null of a text that is not one
 */
public record Setting<T>(
    String name,
    Class<T> type,
    @Nullable String fallback,
    String expected,
    String purpose,
    boolean secret,
    Reader<T> reader) {

  private static final Pattern PASSWORD_IN_URI = Pattern.compile("//.*@");
  private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)([?&]password=)[^&]*");
  private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s,:/@]+:(\\d{1,5})");
  private static final Pattern HOST_MAYBE_PORT = Pattern.compile("[A-Za-z0-9._-]+(?::(\\d{1,5}))?");
  private static final int MAX_PORT = 65_535;

  /** Makes a value of its text. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * The value, or null when the text is not one. Any {@link IllegalArgumentException} means the
     * same.
     */
    @Nullable T read(String text);
  }

  /** A TCP port; 0 lets the system choose. */
  static Setting<Integer> port(String name, int fallback, String purpose) {
    return number(name, fallback, 0, MAX_PORT, "a port", purpose);
  }

  /** A whole number; {@code unit} says of what, such as {@code milliseconds}. */
  static Setting<Integer> number(
      String name, int fallback, int min, int max, String unit, String purpose) {
    return new Setting<>(
        name,
        Integer.class,
        Integer.toString(fallback),
        "%s, %d..%d".formatted(unit, min, max),
        purpose,
        false,
        text -> {
          int value = Integer.parseInt(text);
          return value < min || value > max ? null : value;
        });
  }

  /** One of a few words. */
  static Setting<String> choice(String name, String fallback, List<String> words, String purpose) {
    String expected = "one of " + String.join(", ", words);
    return new Setting<>(
        name,
        String.class,
        fallback,
        expected,
        purpose,
        false,
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          return words.contains(word) ? word : null;
        });
  }

  /** One of a few words, or a whole number of {@code unit}; either way as text. */
  static Setting<String> choiceOrNumber(
      String name,
      String fallback,
      List<String> words,
      int min,
      int max,
      String unit,
      String purpose) {
    Setting<String> choice = choice(name, fallback, words, purpose);
    Setting<Integer> number = number(name, min, min, max, unit, purpose);
    return new Setting<>(
        name,
        String.class,
        fallback,
        choice.expected() + ", or " + number.expected(),
        purpose,
        false,
        text -> {
          String word = choice.read(text);
          Integer count = word == null ? number.read(text) : null;
          return count == null ? word : count.toString();
        });
  }

  /** A text in which every character matches {@code allowed}. */
  static Setting<String> text(
      String name, @Nullable String fallback, String allowed, String expected, String purpose) {
    Pattern pattern = Pattern.compile(allowed);
    return new Setting<>(
        name,
        String.class,
        fallback,
        expected,
        purpose,
        false,
        text -> pattern.matcher(text).matches() ? text : null);
  }

  /** A value that only its owners may see. */
  static Setting<String> secret(String name, int minLength, String purpose) {
    return new Setting<>(
        name,
        String.class,
        null,
        "%d..256 printable characters without spaces".formatted(minLength),
        purpose,
        true,
        text ->
            text.length() >= minLength
                    && text.length() <= 256
                    && text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? text
                : null);
  }

  /** A URI with a host and one of {@code schemes}. */
  static Setting<String> uri(String name, List<String> schemes, String form, String purpose) {
    return new Setting<>(
        name,
        String.class,
        null,
        form,
        purpose,
        false,
        text -> {
          try {
            URI uri = new URI(text);
            return schemes.contains(uri.getScheme()) && uri.getHost() != null ? text : null;
          } catch (URISyntaxException e) {
            return null;
          }
        });
  }

  /** Hosts with ports, separated by commas. */
  static Setting<String> hostsAndPorts(String name, String purpose) {
    String expected = "HOST:PORT, or several separated by commas";
    return places(name, HOST_AND_PORT, expected, purpose);
  }

  /** Hosts, with a port or without, separated by commas. */
  static Setting<String> hosts(String name, String purpose) {
    String expected = "HOST or HOST:PORT, or several separated by commas";
    return places(name, HOST_MAYBE_PORT, expected, purpose);
  }

  private static Setting<String> places(
      String name, Pattern place, String expected, String purpose) {
    return new Setting<>(
        name,
        String.class,
        null,
        expected,
        purpose,
        false,
        text -> {
          for (String part : text.split(",", -1)) {
            var matcher = place.matcher(part);
            if (!matcher.matches()) {
              return null;
            }
            String port = matcher.group(1);
            if (port != null && (port.equals("0") || Integer.parseInt(port) > MAX_PORT)) {
              return null;
            }
          }
          return text;
        });
  }

  /** A folder; it is made when needed. */
  static Setting<Path> folder(String name, String fallback, String purpose) {
    return new Setting<>(name, Path.class, fallback, "a folder", purpose, false, Setting::path);
  }

  /** A file that is there. */
  static Setting<Path> file(String name, String purpose) {
    return new Setting<>(
        name,
        Path.class,
        null,
        "a readable file",
        purpose,
        false,
        text -> {
          @Nullable Path path = path(text);
          return path != null && Files.isRegularFile(path) && Files.isReadable(path) ? path : null;
        });
  }

  private static @Nullable Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The value that {@code text} stands for, or null. */
  @Nullable T read(String text) {
    try {
      return reader.read(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What came, what was expected, and where it came from, without anything secret. */
  String fault(String text, String from) {
    return "%s: %s (expected: %s; from %s)".formatted(name, shown(text), expected, from);
  }

  /** That nothing came, and what was expected; {@code why} says why it is needed here. */
  String missing(String why) {
    return "%s: not set (expected: %s; %s)".formatted(name, expected, why);
  }

  private String shown(String text) {
    if (secret) {
      return "a value of %d characters".formatted(text.length());
    }
    String masked = PASSWORD_IN_URI.matcher(text).replaceAll("//***@");
    masked = PASSWORD_PARAMETER.matcher(masked).replaceAll("$1***");
    return masked.replaceAll("\\p{Cntrl}", "?");
  }
}
