package io.tavolo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisIT {
  @TempDir Path dir;

  @Test
  void shouldTakeAWriteAndForgetItOverARestartOnTheSamePort() throws Exception {
    int port;
    try (LocalRedis redis = LocalRedis.start(dir)) {
      port = redis.port();
      assertThat(ask(redis, "SET k v")).isEqualTo("+OK");
      assertThat(ask(redis, "GET k")).isEqualTo("$1");
    }
    try (LocalRedis redis = LocalRedis.start(dir, port)) {
      assertThat(redis.port()).isEqualTo(port);
      assertThat(ask(redis, "GET k")).isEqualTo("$-1");
    }
    assertThat(dir.resolve("dump.rdb")).doesNotExist();
  }

  @Test
  void shouldSayWhenItsPortIsTaken() throws Exception {
    try (LocalRedis first = LocalRedis.start(dir.resolve("first"))) {
      assertThatThrownBy(() -> LocalRedis.start(dir.resolve("second"), first.port()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Address already in use");
    }
  }

  private static String ask(LocalRedis redis, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
