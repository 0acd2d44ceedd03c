package io.tavolo.engine.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ViolationTest {
  @Test
  void shouldNameTheInvariantFirst() {
    Violation violation = new Violation('A', "table T1 is taken twice");

    assertThat(violation.letter()).isEqualTo('A');
    assertThat(violation).hasMessage("A: table T1 is taken twice");
  }
}
