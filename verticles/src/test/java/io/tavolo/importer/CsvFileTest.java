package io.tavolo.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path dir;

  private List<String> read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8, Map.of());
  }

  /**
   * The values of the columns {@code a} and {@code b}, or what is wrong, with the line's number.
   */
  private List<String> read(String text, Charset charset, Map<String, String> names)
      throws IOException {
    List<String> read = new ArrayList<>();
    try (CsvFile file =
        new CsvFile(Files.writeString(dir.resolve("f.csv"), text, charset), names)) {
      for (CsvFile.Row row = file.next(); row != null; row = file.next()) {
        try {
          read.add(row.line() + " " + row.get("a") + "|" + row.get("b"));
        } catch (Fault e) {
          read.add(row.line() + " " + e.reason());
        }
      }
    }
    return read;
  }

  @Test
  void shouldReadQuotesCommasAndLineBreaksInThem() throws IOException {
    assertThat(read("a,b\n1,2\n\"x,\"\"y\"\"\", z \n\n\"two\nlines\",3\n4,5"))
        .containsExactly("2 1|2", "3 x,\"y\"|z", "5 two\nlines|3", "7 4|5");
  }

  @Test
  void shouldTakeAnyEndsOfLinesAByteOrderMarkAndOddHeaders() throws IOException {
    assertThat(read("\ufeff B ;A\r\n1;2\r\n")).containsExactly("2 2|1");
    assertThat(read("A\tb\rx\ty\r")).containsExactly("2 x|y");
    assertThat(read("Visit Time,b\n1,\n", StandardCharsets.UTF_8, Map.of("a", "visit-time")))
        .containsExactly("2 1|null");
  }

  @Test
  void shouldNameABrokenLineAndGoOnAfterIt() throws IOException {
    assertThat(read("a,b\n1\n2,2,2\n\"never closed,3\n4,\"x\"y\n5,6\" wide\n7,8\n"))
        .containsExactly(
            "2 1 fields (expected: 2, as in the header)",
            "3 3 fields (expected: 2, as in the header)",
            "4 a quotation mark is not closed",
            "5 something follows a closing quotation mark",
            "6 5|6\" wide",
            "7 7|8");
  }

  @Test
  void shouldNameALineThatIsNotUtf8() throws IOException {
    assertThat(read("a,b\nLöwe,1\nTiger,2\n", StandardCharsets.ISO_8859_1, Map.of()))
        .containsExactly("2 not UTF-8 text", "3 Tiger|2");
  }

  @Test
  void shouldReadAFileWithoutLines() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("a,b")).isEmpty();
  }
}
