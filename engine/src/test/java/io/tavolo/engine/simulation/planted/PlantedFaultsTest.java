package io.tavolo.engine.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.simulation.campaign.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each planted fault is caught within its number of seeds. {@code -Dtavolo.fault=} tries only those
 * whose names contain it.
 */
class PlantedFaultsTest {
  private static final long PATIENCE_S = 300;

  private static final ExecutorService CORES =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          task -> {
            Thread thread = new Thread(task, "hunt");
            // A fault may well run for ever.
            thread.setDaemon(true);
            return thread;
          });
  private static final List<Hunt> HUNTS = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> shouldBeCaught() {
    String wanted = System.getProperty("tavolo.fault", "");
    // All are under way before the first is waited for.
    List<Future<Hunt>> hunts = new ArrayList<>();
    List<PlantedFault> faults =
        PlantedFaults.all().stream().filter(fault -> fault.name().contains(wanted)).toList();
    faults.forEach(fault -> hunts.add(CORES.submit(() -> Hunt.of(fault))));
    return faults.stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(), () -> shouldBeCaught(hunts.get(faults.indexOf(fault)))));
  }

  private static void shouldBeCaught(Future<Hunt> under) throws Exception {
    Hunt hunt = under.get(PATIENCE_S, TimeUnit.SECONDS);
    HUNTS.add(hunt);
    assertThat(hunt.isCaught())
        .as("caught within %d seeds: %s", hunt.fault().seeds(), hunt.fault().why())
        .isTrue();
    assertThat(Failure.of(hunt.seed())).as("seed %d without the fault", hunt.seed()).isNull();
  }

  @Test
  void shouldHaveNamesOfTheirOwn() {
    assertThat(PlantedFaults.all()).extracting(PlantedFault::name).doesNotHaveDuplicates();
  }

  @AfterAll
  static void printTable() {
    CORES.shutdownNow();
    System.out.println(Hunt.header());
    HUNTS.forEach(System.out::println);
    long caught = HUNTS.stream().filter(Hunt::isCaught).count();
    System.out.printf("%d of %d planted faults caught%n", caught, HUNTS.size());
  }
}
