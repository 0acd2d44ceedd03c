package io.tavolo.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;

/** What the engine may know: nothing of the world it runs in. */
@AnalyzeClasses(packages = "io.tavolo.engine", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] KNOWN = {
    "io.tavolo.engine..", "java..", "org.agrona.collections..", "org.jspecify.annotations"
  };
  private static final String[] WORLD = {
    "java.sql..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.logging.."
  };

  @ArchTest
  static final ArchRule engineKnowsNoFramework =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(KNOWN)
          .because("frameworks carry effects; the engine only names them");

  @ArchTest
  static final ArchRule engineTouchesNoOutsideWorld =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORLD)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(File.class)
          .because("protocols are state machines: inputs in, effects out");

  @ArchTest
  static final ArchRule engineReadsNoClock =
      noClasses()
          .should()
          .accessTargetWhere(named("the JVM's clock", "java.lang", "currentTimeMillis", "nanoTime"))
          .orShould()
          .accessTargetWhere(named("today's date or time", "java.time", "now"))
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Date.class, java.util.Calendar.class)
          .because("time comes in with the command, so that a history can be replayed");

  @ArchTest
  static final ArchRule engineDrawsNoRandomness =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(RandomGenerator.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .because("ids come in with the command, so that a history can be replayed");

  @ArchTest
  static final ArchRule engineStartsNoThread =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Executor.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, Timer.class, CompletableFuture.class)
          .orShould()
          .accessTargetWhere(named("a parallel stream", "java.util", "parallel", "parallelStream"))
          .because("each state has one owner thread, and the owner is outside");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.tavolo.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes().should(liveInANullMarkedPackage());

  private static DescribedPredicate<JavaAccess<?>> named(
      String what, String packagePrefix, String... names) {
    return DescribedPredicate.describe(
        what,
        access ->
            access.getTargetOwner().getPackageName().startsWith(packagePrefix)
                && List.of(names).contains(access.getTarget().getName()));
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a @NullMarked package") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        events.add(
            new SimpleConditionEvent(
                item,
                marked,
                item.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
      }
    };
  }
}
