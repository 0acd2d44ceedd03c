package io.tavolo.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @TempDir Path dir;
  private String file = "";

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(dir.resolve("f.csv"), "a").toString();
  }

  @Test
  void shouldReadAllOfThem() {
    Options options =
        Options.parse(
            new String[] {
              "--tables",
              "2x8,4x10",
              "--hours=12:00-14:30,18:00-23:00",
              "--timezone",
              "Europe/Rome",
              "--map",
              "visit_at=Visit Time",
              "--shift-days",
              "-30",
              "--url",
              "http://x:1",
              "--join=2",
              "--reset=10",
              "--pacing=24",
              file
            },
            "secret");
    assertThat(options.tables())
        .containsExactly(new Options.Tables(2, 8), new Options.Tables(4, 10));
    assertThat(options.hours())
        .containsExactly(new Options.Hours("12:00", "14:30"), new Options.Hours("18:00", "23:00"));
    assertThat(options.zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    assertThat(options.names()).isEqualTo(Map.of("visit_at", "Visit Time"));
    assertThat(options.shiftDays()).isEqualTo(-30);
    assertThat(options.token()).isEqualTo("secret");
    assertThat(options.service()).isEqualTo(new Options.Service(2, 10, 24));
    assertThat(options.url()).hasToString("http://x:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tables=2by8|--tables: 2by8 (expected: SEATSxCOUNT, such as 2x8,4x10,8x2)",
        "--tables=0x8|--tables: 0x8 (expected: SEATSxCOUNT, such as 2x8,4x10,8x2)",
        "--hours=12-14|--hours: 12-14 (expected: FIRST-LAST seating, such as 12:00-14:30,18:00-23:00)",
        "--hours=14:00-12:00|--hours: 14:00-12:00 (expected: FIRST-LAST seating, such as 12:00-14:30,18:00-23:00)",
        "--timezone=Rome|--timezone: Rome (expected: a zone such as Europe/Rome)",
        "--map=visit_at|--map: visit_at (expected: NAME=HEADER, such as visit_at=visit_datetime)",
        "--shift-days=x|--shift-days: x (expected: a whole number, -36500..36500)",
        "--reset=7|--reset: 7 (expected: a multiple of 5, 0..120)",
        "--pacing=0|--pacing: 0 (expected: a whole number, 1..10000)",
        "--join=many|--join: many (expected: a whole number, 1..100)",
        "--url=ftp://x|--url: ftp://x (expected: an address such as http://127.0.0.1:8080)",
        "--fast=1|--fast: unknown (see --help)",
        "--url|--url: without a value (see --help)",
        "/none.csv|/none.csv: cannot be read (expected: a CSV file)",
      })
  void shouldRefuseABadOneInOneLine(String argument, String message) {
    assertThatThrownBy(() -> Options.parse(new String[] {file, argument}, "secret"))
        .isInstanceOf(CannotRun.class)
        .hasMessage(message);
  }

  @Test
  void shouldNeedAFileAndAToken() {
    assertThatThrownBy(() -> Options.parse(new String[] {}, "secret"))
        .hasMessageStartingWith("no file (expected:");
    assertThatThrownBy(() -> Options.parse(new String[] {file}, null))
        .hasMessageStartingWith("--token: missing (expected:");
  }
}
