package io.tavolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tavolo.bench.load.Arrivals;
import io.tavolo.bench.peer.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void shouldMeasureEverythingWhenNothingIsSaid() {
    Options options = Options.parse(List.of());
    assertThat(options.connections()).isEqualTo(256);
    assertThat(options.profiles()).containsExactlyInAnyOrder("hot", "spread");
    assertThat(options.servers()).containsExactlyInAnyOrder("tavolo", "for-update");
  }

  @Test
  void shouldTakeEveryOption() {
    Options options =
        Options.parse(
            List.of(
                "--seconds",
                "4",
                "--warm-up",
                "0",
                "--rounds",
                "3",
                "--connections",
                "8",
                "--restaurants",
                "50",
                "--peer-connections",
                "32",
                "--profile",
                "hot",
                "--server",
                "single-statement,tavolo"));
    assertThat(options.seconds()).isEqualTo(4);
    assertThat(options.warmUpSeconds()).isZero();
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.connections()).isEqualTo(8);
    assertThat(options.restaurants()).isEqualTo(50);
    assertThat(options.peerConnections()).isEqualTo(32);
    assertThat(options.profiles()).containsExactly("hot");
    assertThat(options.servers()).containsExactlyInAnyOrder("tavolo", "single-statement");
    assertThat(options.peers()).containsExactly(Peer.SINGLE_STATEMENT);
    assertThat(options.connectionsOf(Peer.SINGLE_STATEMENT)).isEqualTo(32);
  }

  @Test
  void shouldGiveEachPeerTheConnectionsThatSuitItUnlessToldOtherwise() {
    Options options = Options.parse(List.of("--server", "for-update"));
    assertThat(options.connectionsOf(Peer.FOR_UPDATE)).isEqualTo(Peer.FOR_UPDATE.connections());
  }

  @Test
  void shouldMeasureTavoloAgainstItselfWithASnapshotHeld() {
    Options options = Options.parse(List.of("--held-snapshot", "--rounds", "3"));
    assertThat(options.heldSnapshot()).isTrue();
    assertThat(options.servers()).containsExactly("tavolo");
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(Options.parse(List.of()).heldSnapshot()).isFalse();
  }

  @Test
  void shouldMeasureAnOpenLoopAtARate() {
    assertThat(Options.parse(List.of()).open().perSecond()).isZero();
    Options options = Options.parse(List.of("--arrivals", "constant", "--rate", "500"));
    assertThat(options.open().arrivals(1)).isEqualTo(Arrivals.constant(500));
    assertThat(Options.parse(List.of("--rate", "500")).open().arrivals(1))
        .isEqualTo(Arrivals.poisson(500, 1));
  }

  @Test
  void shouldTakeSeveralProfiles() {
    assertThat(Options.parse(List.of("--profile", "friday,flash,hot")).profiles())
        .containsExactlyInAnyOrder("friday", "flash", "hot");
    assertThat(Options.parse(List.of("--server", "tavolo", "--profile", "mixed")).profiles())
        .containsExactly("mixed");
  }

  @Test
  void shouldAskNoPeerWhatIsFree() {
    assertThatThrownBy(() -> Options.parse(List.of("--profile", "hot,mixed")))
        .hasMessageStartingWith("--profile: mixed, and peers (expected: --server tavolo");
  }

  @Test
  void shouldSayWhatCameAndWhatWasExpected() {
    assertThatThrownBy(() -> Options.parse(List.of("--rounds", "none")))
        .hasMessage("--rounds: none (expected: 1..100)");
    assertThatThrownBy(() -> Options.parse(List.of("--profile", "cold")))
        .hasMessage(
            "--profile: cold (expected: one or more of [hot, spread, friday, mixed, flash])");
    assertThatThrownBy(() -> Options.parse(List.of("--server", "tavolo,peer")))
        .hasMessageStartingWith("--server: peer (expected: one or more of [tavolo, for-update,");
    assertThatThrownBy(() -> Options.parse(List.of("--fast", "yes")))
        .hasMessageContaining("--fast");
    assertThatThrownBy(() -> Options.parse(List.of("--rounds"))).hasMessageContaining("--rounds");
  }
}
