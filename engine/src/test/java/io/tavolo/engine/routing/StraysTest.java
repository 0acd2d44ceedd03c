package io.tavolo.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StraysTest {
  private final Strays<String> strays = new Strays<>();

  @Test
  void shouldRemoveOnlyWhatStays() {
    for (int look = 1; look < Strays.LOOKS; look++) {
      assertThat(strays.look(List.of("dead"))).isEmpty();
    }
    assertThat(strays.look(List.of("dead", "joining"))).containsExactly("dead");
    assertThat(strays.look(List.of())).isEmpty();
  }

  @Test
  void shouldCountAnewWhatWasAMemberInBetween() {
    for (int look = 1; look < Strays.LOOKS; look++) {
      strays.look(List.of("slow"));
    }
    strays.look(List.of());
    assertThat(strays.look(List.of("slow"))).isEmpty();
  }
}
