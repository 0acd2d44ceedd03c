package io.tavolo.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerChecksTest {
  private static final Map<String, String> SOUND =
      Map.of(
          "server_version_num", "180006",
          "fsync", "on",
          "full_page_writes", "on",
          "server_encoding", "UTF8",
          "in_hot_standby", "off");

  @Test
  void shouldTakeASoundServer() {
    assertThatCode(() -> ServerChecks.check(SOUND)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAServerThatCouldLoseWhatWasAcknowledged() {
    assertRefused("fsync", "off", "fsync: off (expected: on)");
    assertRefused("full_page_writes", "off", "full_page_writes: off (expected: on)");
  }

  @Test
  void shouldRefuseAServerThatCouldNotStoreReservations() {
    assertRefused("server_encoding", "LATIN1", "server_encoding: LATIN1 (expected: UTF8)");
    assertRefused("in_hot_standby", "on", "in_hot_standby: on (expected: off)");
    assertRefused(
        "server_version_num", "130011", "server_version_num: 130011 (expected: 140000 or more)");
  }

  private static void assertRefused(String name, String value, String message) {
    Map<String, String> settings = new HashMap<>(SOUND);
    settings.put(name, value);
    assertThatThrownBy(() -> ServerChecks.check(settings))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessage(message);
  }
}
