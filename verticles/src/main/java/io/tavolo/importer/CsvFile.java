package io.tavolo.importer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header (RFC 4180; also with a byte order mark, with any ends of lines, and with
 * semicolons or tabs between the fields). Read line by line, so that a broken line costs itself and
 * nothing after it: a quotation mark that is never closed would else swallow the rest of the file.
 */
final class CsvFile implements Closeable {
  /** A field with line breaks in it, such as an address, may span so many lines. */
  private static final int MAX_LINES = 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final char NOT_UTF_8 = '\ufffd';
  private static final Pattern QUOTED_FIELD = Pattern.compile("(^|[,;\\t])\\s*\"");

  /**
   * One record.
   *
   * @param line the number of its first line, counted from 1
   */
  record Row(CsvFile file, int line, @Nullable List<String> fields, String fault) {
    /**
     * The value of the column without spaces around it.
     *
     * @return null when the file has no such column, or the value is empty
     * @throws Fault when the line as a whole cannot be read
     */
    @Nullable String get(String column) {
      if (fields == null) {
        throw new Fault(fault);
      }
      Integer index = file.columns.get(column);
      String value = index == null ? "" : fields.get(index).strip();
      return value.isEmpty() ? null : value;
    }

    /**
     * The same of a column that must have a value.
     *
     * @throws Fault when it has none
     */
    String required(String column) {
      String value = get(column);
      if (value == null) {
        throw new Fault(column + ": empty");
      }
      return value;
    }
  }

  private final Path path;
  private final BufferedReader reader;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final CsvReader.CsvReaderBuilder csv;
  private int line;
  private int width;

  /**
   * Opens the file and reads its header.
   *
   * @param names the file's header of a column, where it has another name
   */
  CsvFile(Path path, Map<String, String> names) throws IOException {
    this.path = path;
    reader =
        new BufferedReader(
            new java.io.InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    String header = nextLine();
    while (header != null && header.isBlank()) {
      header = nextLine();
    }
    header = header == null ? "" : header;
    if (header.indexOf(BYTE_ORDER_MARK) == 0) {
      header = header.substring(1);
    }
    csv =
        CsvReader.builder()
            .fieldSeparator(separator(header))
            .allowExtraFields(true)
            .allowMissingFields(true);
    List<String> fields = parsed(header);
    if (fields != null) {
      width = fields.size();
      Map<String, String> column = new HashMap<>();
      names.forEach((name, own) -> column.put(normal(own), name));
      for (int i = 0; i < width; i++) {
        String own = normal(fields.get(i));
        columns.putIfAbsent(column.getOrDefault(own, own), i);
      }
    }
  }

  private static char separator(String header) {
    long commas = header.chars().filter(c -> c == ',').count();
    long semicolons = header.chars().filter(c -> c == ';').count();
    long tabs = header.chars().filter(c -> c == '\t').count();
    if (tabs > commas && tabs > semicolons) {
      return '\t';
    }
    return semicolons > commas ? ';' : ',';
  }

  private static String normal(String header) {
    return header.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]+", "_");
  }

  /** The file's name, without its folder. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** The names of its columns, in their order, as the header has them after mapping. */
  List<String> headers() {
    return columns.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The next record, blank lines apart; null at the end. */
  @Nullable Row next() throws IOException {
    String text = nextLine();
    while (text != null && text.isBlank()) {
      text = nextLine();
    }
    if (text == null) {
      return null;
    }
    int first = line;
    String fault = "not UTF-8 text";
    List<String> fields = null;
    if (text.indexOf(NOT_UTF_8) < 0) {
      boolean open = quotes(text) % 2 != 0;
      fields = open ? spanning(text) : parsed(text);
      if (fields == null && open && !QUOTED_FIELD.matcher(text).find()) {
        fields = parsed(text);
      }
      fault =
          open ? "a quotation mark is not closed" : "something follows a closing quotation mark";
      if (fields != null && fields.size() != width) {
        fault = "%d fields (expected: %d, as in the header)".formatted(fields.size(), width);
        fields = null;
      }
    }
    return new Row(this, first, fields, fault);
  }

  /** A record of several lines, if these and the next make one. */
  private @Nullable List<String> spanning(String first) throws IOException {
    StringBuilder text = new StringBuilder(first);
    Deque<String> taken = new ArrayDeque<>();
    long quotes = quotes(first);
    while (quotes % 2 != 0 && taken.size() < MAX_LINES) {
      String more = nextLine();
      if (more == null) {
        break;
      }
      taken.add(more);
      text.append('\n').append(more);
      quotes += quotes(more);
    }
    List<String> fields = quotes % 2 == 0 ? parsed(text.toString()) : null;
    if (fields != null && fields.size() == width) {
      return fields;
    }
    line -= taken.size();
    while (!taken.isEmpty()) {
      ahead.push(taken.removeLast());
    }
    return null;
  }

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '"').count();
  }

  private @Nullable List<String> parsed(String text) {
    try {
      CsvRecord only = csv.ofSingleCsvRecord(text);
      return only.getFields();
    } catch (CsvParseException e) {
      return null;
    }
  }

  private @Nullable String nextLine() throws IOException {
    String next = ahead.isEmpty() ? reader.readLine() : ahead.pop();
    if (next != null) {
      line++;
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
