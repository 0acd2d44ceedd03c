package io.tavolo;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tavolo.cluster.Router;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Who may know whom around the engine. */
@AnalyzeClasses(
    packages = "io.tavolo",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  /** The engine's tests come as a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] SQL = {
    "java.sql..",
    "javax.sql..",
    "org.postgresql..",
    "org.flywaydb..",
    "io.vertx.sqlclient..",
    "io.vertx.pgclient.."
  };
  private static final String[] BEHIND_THE_ROUTER = {
    "io.tavolo.lane..",
    "io.tavolo.cluster..",
    "io.tavolo.postgres..",
    "io.tavolo.publish..",
    "io.tavolo.cache..",
    "io.tavolo.operations..",
    "io.tavolo.node.."
  };
  private static final Set<String> WAITING =
      Set.of("sleep", "wait", "park", "parkNanos", "parkUntil", "onSpinWait");

  @ArchTest
  static final ArchRule embeddedServersAreKnownToNobody =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tavolo.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.tavolo.embedded..")
          .because("the production artifact has none of them");

  @ArchTest
  static final ArchRule lanesKnowNeitherHttpNorKafkaNorRedis =
      noClasses()
          .that()
          .resideInAPackage("io.tavolo.lane..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.tavolo.http..",
              "io.tavolo.publish..",
              "io.tavolo.cache..",
              "io.tavolo.cluster..",
              "io.tavolo.node..",
              "io.vertx.core.http..",
              "io.vertx.ext.web..",
              "io.vertx.kafka..",
              "org.apache.kafka..",
              "io.vertx.redis..")
          .because("bookings wait for the journal and for nothing else");

  @ArchTest
  static final ArchRule httpReachesTheEngineOnlyThroughTheRouter =
      noClasses()
          .that()
          .resideInAPackage("io.tavolo.http..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(BEHIND_THE_ROUTER)
                  .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(Router.class))))
          .because("who owns a shard, and where, is the router's business");

  @ArchTest
  static final ArchRule theImportKnowsNothingButTheApi =
      noClasses()
          .that()
          .resideInAPackage("io.tavolo.importer..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tavolo..")
                  .and(DescribedPredicate.not(resideInAPackage("io.tavolo.importer.."))))
          .because("it is a client like any other");

  @ArchTest
  static final ArchRule onlyPostgresSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tavolo.postgres..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL)
          .because("each statement was tried under concurrency, and stands beside the others");

  @ArchTest
  static final ArchRule nothingSleepsOnMain =
      noClasses()
          .that(
              DescribedPredicate.not(
                  resideInAPackage("io.tavolo.embedded..")
                      .or(
                          DescribedPredicate.describe(
                              "are the migrations, which run on a worker before there is anything to"
                                  + " hold up",
                              c -> c.getFullName().equals("io.tavolo.postgres.Migrations")))))
          .should()
          .accessTargetWhere(
              targetOwner(resideInAPackage("java.."))
                  .and(
                      DescribedPredicate.<JavaAccess<?>>describe(
                          "waits", access -> WAITING.contains(access.getTarget().getName()))))
          .because("an event loop that waits holds up everybody");

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.tavolo.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes().should(liveInANullMarkedPackage());

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
