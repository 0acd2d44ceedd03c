package io.tavolo.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.time.Start;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-24T19:00:00+01:00", "2026-12-24T18:00:00Z", "2026-12-24t18:00:00z",
        "2026-12-24T18:00:00-00:00", "2026-12-24T19:00+01:00", "2026-12-24T18:00:00.000Z",
        "2026-12-25T08:00:00+14:00", "2026-12-24T06:30:00-11:30",
      })
  void shouldReadAnInstantWhateverItsOffset(String text) {
    long expected = OffsetDateTime.parse("2026-12-24T18:00:00Z").toEpochSecond();

    assertThat(Times.start(text)).isEqualTo(Start.instant(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-24T19:00", "2026-12-24T19:00:00", "2026-12-24T19:00:00.0"})
  void shouldReadAWallClockTime(String text) {
    long expected = LocalDateTime.parse("2026-12-24T19:00").toEpochSecond(ZoneOffset.UTC);

    assertThat(Times.start(text)).isEqualTo(Start.wallClock(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-12-24",
        "2026-02-30T19:00",
        "2026-13-01T19:00",
        "2026-00-10T19:00",
        "2026-04-31T19:00",
        "2025-02-29T19:00",
        "1900-02-29T19:00",
        "2026-12-00T19:00",
        "2026-12-24T24:00",
        "2026-12-24T19:60",
        "2026-12-24T19:00:60",
        "2026-12-24T19:00:00.5Z",
        "2026-12-24T19:00:00.",
        "2026-12-24 19:00",
        "2026-12-24T19",
        "2026-12-24T19:00+1",
        "2026-12-24T19:00+24:00",
        "2026-12-24T19:00+01:60",
        "2026-12-24T19:00*01:00",
        "2026-12-24T19:00Zx",
        "2026-12-24T19:00:0",
        "2026-12-24T1 :00",
        "2026-12-24T+9:00",
        "+2026-12-24T19:00",
        "12026-12-24T19:00",
        "-026-12-24T19:00",
        "２０２６-12-24T19:00",
        "2026-12-24T19:00:00+01:00[Europe/Rome]",
        "2026-12-24T19:00:",
        "2026-12-24T19:00:00+",
      })
  void shouldReadNothingThatIsNoTime(String text) {
    assertThat(Times.start(text)).isNull();
  }

  @Test
  void shouldReadDatesOfTheCalendarOnly() {
    assertThat(Times.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(Times.date("2023-02-29")).isNull();
    assertThat(Times.date("2024-2-9")).isNull();
    assertThat(Times.date("2024/02/29")).isNull();
  }

  @Test
  void shouldReadAndWriteTheClock() {
    assertThat(Times.clock("00:00")).isZero();
    assertThat(Times.clock("23:59")).isEqualTo(1439);
    assertThat(Times.clock("24:00")).isEqualTo(-1);
    assertThat(Times.clock("7:00")).isEqualTo(-1);
    assertThat(Times.clock(0)).isEqualTo("00:00");
    assertThat(Times.clock(1439)).isEqualTo("23:59");
    assertThat(Times.clock(1440 + 30)).isEqualTo("00:30");
  }

  @Test
  void shouldWriteInstantsWithTheOffsetOfTheirSeason() {
    ZoneId rome = ZoneId.of("Europe/Rome");
    long winter = OffsetDateTime.parse("2026-12-24T18:00:00Z").toEpochSecond();
    long summer = OffsetDateTime.parse("2026-07-24T18:00:00Z").toEpochSecond();

    assertThat(Times.instant(winter, rome)).isEqualTo("2026-12-24T19:00:00+01:00");
    assertThat(Times.instant(summer, rome)).isEqualTo("2026-07-24T20:00:00+02:00");
    assertThat(Times.instant(summer, ZoneId.of("UTC"))).isEqualTo("2026-07-24T18:00:00+00:00");
  }
}
