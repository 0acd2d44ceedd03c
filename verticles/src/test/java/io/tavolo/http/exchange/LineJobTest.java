package io.tavolo.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineJobTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final AtomicLong nanos = new AtomicLong();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().await(20, TimeUnit.SECONDS);
  }

  /** Each line is answered with so many bytes, and takes so long. */
  private final class Slow implements LineAnswers {
    private final int bytes;
    private final long ms;

    Slow(int bytes, long ms) {
      this.bytes = bytes;
      this.ms = ms;
    }

    @Override
    public Future<Buffer> answer(int number, byte[] line) {
      nanos.addAndGet(ms * 1_000_000);
      return Future.succeededFuture(Buffer.buffer("+".repeat(bytes)));
    }

    @Override
    public Buffer tooLong(int number, int maxBytes) {
      return Buffer.buffer("long");
    }

    @Override
    public Buffer notDone(int number, String why) {
      return Buffer.buffer("no");
    }

    @Override
    public Buffer done(int lines) {
      return Buffer.buffer("end " + lines);
    }
  }

  private List<String> run(String body, LineAnswers answers) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    LineJob job = new LineJob(VERTX.getOrCreateContext(), bytes, answers, nanos::get);
    return job.run().await(20, TimeUnit.SECONDS).toString().lines().toList();
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "'a\n', 1", "'a\nb', 2", "'\n\n', 2", "'a\n\n\nb', 4"})
  void shouldCountTheLinesThatItAnswers(String body, int lines) throws Exception {
    assertThat(LineJob.count(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(lines);
    assertThat(run(body, new Slow(1, 0))).hasSize(lines + 1).endsWith("end " + lines);
  }

  @Test
  void shouldBeginNoLineAfterItsTime() throws Exception {
    List<String> answers = run("a\n".repeat(10), new Slow(1, LineJob.LIMIT_MS / 3));

    assertThat(answers)
        .containsExactly("+", "+", "+", "+", "no", "no", "no", "no", "no", "no", "end 10");
  }

  @Test
  void shouldBeginNoLineWhenThereIsNoMoreRoomForAnswers() throws Exception {
    List<String> answers = run("a\n".repeat(4_000), new Slow(16 * 1024, 0));

    assertThat(answers).hasSize(4_001).endsWith("no", "no", "end 4000");
    assertThat(answers.stream().filter(line -> line.startsWith("+")).count())
        .isBetween(1_024L, 2_048L);
  }

  @Test
  void shouldAnswerALineThatIsTooLong() throws Exception {
    assertThat(run("a\n" + "b".repeat(20_000) + "\nc", new Slow(1, 0)))
        .containsExactly("+", "long", "+", "end 3");
  }
}
