package io.tavolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  /** A process with a child that works and ends, and says so before it sleeps. */
  private static final String WORK =
      "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo done; sleep 60; true";

  private static final Duration WORKED = Duration.ofMillis(50);

  @Test
  void shouldCountChildrenThatHaveEnded() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", WORK).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("done");
      ProcessTree tree = new ProcessTree(process.pid());
      assertThat(tree.cpu()).isGreaterThanOrEqualTo(WORKED);
      assertThat(tree.ownCpu()).isLessThan(WORKED);
      // Whoever is above sees it too.
      assertThat(ProcessTree.ofThisJvm().cpu())
          .isGreaterThanOrEqualTo(ProcessTree.ofThisJvm().ownCpu().plus(WORKED));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldFindTheTopmostOfAName() throws Exception {
    String nested = "echo up; (echo down; read line; true); true";
    Process process = new ProcessBuilder("sh", "-c", nested).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("up");
      assertThat(process.inputReader().readLine()).isEqualTo("down");
      assertThat(process.descendants()).hasSize(1);
      assertThat(ProcessTree.ofThisJvm().below("sh")).contains(new ProcessTree(process.pid()));
      assertThat(new ProcessTree(process.pid()).below("postgres")).isEmpty();
    } finally {
      process.getOutputStream().close();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldCountNothingOfAProcessThatIsGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(new ProcessTree(process.pid()).cpu()).isZero();
  }
}
