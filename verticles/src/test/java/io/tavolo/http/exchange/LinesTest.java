package io.tavolo.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void shouldCutTheSameLinesHoweverTheyCome() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      List<String> sent = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        int length = random.nextInt(5) == 0 ? 16_384 + random.nextInt(-1, 2) : random.nextInt(300);
        sent.add(String.valueOf((char) ('a' + random.nextInt(26))).repeat(length));
      }
      boolean ended = random.nextBoolean() || sent.isEmpty();
      String text = String.join("\n", sent) + (ended && !sent.isEmpty() ? "\n" : "");
      if (!ended && sent.get(sent.size() - 1).isEmpty()) {
        sent.remove(sent.size() - 1);
      }
      assertThat(read(text, random)).isEqualTo(sent.stream().map(LinesTest::kept).toList());
    }
  }

  private static String kept(String line) {
    return line.length() > 16_384 ? "too long" : line;
  }

  private static List<String> read(String text, SplittableRandom random) {
    Lines lines = new Lines();
    List<String> read = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 9 : 40_000));
      lines.add(Buffer.buffer(text.substring(at, end)));
      at = end;
      if (random.nextInt(3) != 0) {
        drain(lines, read);
      }
    }
    drain(lines, read);
    byte[] rest = lines.rest();
    if (rest != null) {
      read.add(shown(rest));
    }
    assertThat(lines.rest()).isNull();
    return read;
  }

  private static void drain(Lines lines, List<String> read) {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      read.add(shown(line));
    }
  }

  private static String shown(byte[] line) {
    return line == Lines.TOO_LONG ? "too long" : new String(line, StandardCharsets.UTF_8);
  }
}
