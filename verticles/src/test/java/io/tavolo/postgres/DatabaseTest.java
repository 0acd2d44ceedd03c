package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  @Test
  void shouldShowThePlaceWithoutWhoOrHow() {
    assertThat(Database.at("postgresql://ann:s3cret@db.example:5433/book").place())
        .isEqualTo("db.example:5433/book");
    assertThat(Database.at("postgresql://ann:s3cret@[::1]:5433/book").place())
        .isEqualTo("[::1]:5433/book");
  }

  @Test
  void shouldNotRepeatThePasswordOfAUriThatItCannotRead() {
    assertThatThrownBy(() -> Database.at("postgres//ann:s3cret@db/book"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: postgresql://")
        .satisfies(
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void shouldRefuseASocketFile() {
    assertThatThrownBy(() -> Database.at("postgresql://ann@%2Fvar%2Frun/book"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a host and port");
  }

  @Test
  void shouldWriteAnyTextsAsALiteralOfAnArray() {
    assertThat(RowForms.arrayLiteral(List.of("a", "b\"\\", "")))
        .isEqualTo("{\"a\",\"b\\\"\\\\\",\"\"}");
    assertThat(RowForms.arrayLiteral(List.of())).isNull();
  }
}
