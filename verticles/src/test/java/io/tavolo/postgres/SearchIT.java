package io.tavolo.postgres;

import static io.tavolo.postgres.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tavolo.engine.form.Formats;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Search by text and by place, on one set of restaurants. */
class SearchIT {
  private static final int CROWD = 3_000;

  private static TestDatabase test;
  private static Vertx vertx;
  private static Pool pool;
  private static PgReader reader;

  @BeforeAll
  static void open() throws Exception {
    test = TestDatabase.migrated();
    // So few rows are read as fast without an index: what is asked is whether one can serve.
    test.execute(
        "do $$ begin execute 'alter database ' || current_database() || ' set enable_seqscan = off'; end $$");
    vertx = Vertx.vertx();
    pool = test.database().pool(vertx, "test", 1, 10_000);
    reader = new PgReader(pool);
    test.execute("insert into shard_head (shard, owner, epoch) values (1, 'node-a', 1)");
    TestBatch batch = new TestBatch().head(1, 1, 0, 6 + CROWD);
    String[] names = {"Da Mario", "Marios Bar", "Trattoria Maria", "Osteria", "Suva", "Taveuni"};
    double[][] places = {
      {41.9, 12.5}, {41.91, 12.5}, {41.95, 12.5}, {45, 9}, {-17, 179.9}, {-17, -179.9}
    };
    for (int i = 0; i < names.length; i++) {
      batch.definition(
          1, i + 1, i, TestBatch.restaurant("r" + i, names[i], places[i][0], places[i][1]));
    }
    for (int i = 0; i < CROWD; i++) {
      batch.definition(
          1,
          names.length + i + 1,
          100 + i,
          TestBatch.restaurant("c" + i, "Crowd " + i, 60 + i * 0.001, -100.0));
    }
    await(pool.preparedQuery(BatchSql.WRITE).execute(BatchRows.of(batch, Formats.HERE.newest())));
    test.execute("analyze restaurant");
  }

  @AfterAll
  static void close() throws Exception {
    await(vertx.close());
    test.close();
  }

  private static List<String> names(
      @Nullable String text, RestaurantSearch.@Nullable Near near, int limit) {
    List<String> names = new ArrayList<>();
    RestaurantSearch search = new RestaurantSearch(text, null, near, null, limit);
    List<PgReader.Listed> page = await(reader.list(search));
    while (!page.isEmpty()) {
      page.forEach(listed -> names.add(listed.profile().name()));
      RestaurantSearch.Cursor last = page.get(page.size() - 1).cursor();
      page = await(reader.list(new RestaurantSearch(text, null, near, last, limit)));
    }
    return names;
  }

  @Test
  void shouldFindTheLikestFirstPageByPage() {
    for (int limit : new int[] {1, 2, 100}) {
      assertThat(names("mario", null, limit))
          .startsWith("Da Mario", "Marios Bar")
          .contains("Trattoria Maria")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldFindWhatIsSpeltNearlySo() {
    assertThat(names("tratoria", null, 10)).containsExactly("Trattoria Maria");
    assertThat(names("osterria", null, 10)).contains("Osteria");
  }

  @Test
  void shouldFindTheNearestFirstAndOnlyWithinTheRadius() {
    assertThat(names(null, new RestaurantSearch.Near(41.9, 12.5, 3), 10))
        .containsExactly("Da Mario", "Marios Bar");
    assertThat(names("mari", new RestaurantSearch.Near(41.96, 12.5, 20), 1))
        .containsExactly("Trattoria Maria", "Marios Bar", "Da Mario");
  }

  @Test
  void shouldFindWhatLiesBeyondThe180thMeridian() {
    assertThat(names(null, new RestaurantSearch.Near(-17, 179.95, 30), 10))
        .containsExactly("Suva", "Taveuni");
    assertThat(names(null, new RestaurantSearch.Near(89, 0, 20_000), 1_000)).hasSize(6 + CROWD);
  }

  @Test
  void shouldReadIndexesForTextAndPlace() {
    assertThat(plan(new RestaurantSearch("mario", null, null, null, 10)))
        .contains("restaurant_by_name_text")
        .contains("restaurant_by_cuisine_text");
    assertThat(
            plan(
                new RestaurantSearch(
                    null, null, new RestaurantSearch.Near(41.9, 12.5, 3), null, 10)))
        .contains("restaurant_by_place");
    assertThat(plan(new RestaurantSearch(null, null, null, null, 10)))
        .contains("restaurant_by_name");
  }

  private static String plan(RestaurantSearch search) {
    SearchSql.Statement statement = SearchSql.of(search);
    StringBuilder plan = new StringBuilder();
    for (Row row :
        await(pool.preparedQuery("explain " + statement.sql()).execute(statement.values()))) {
      plan.append(row.getString(0)).append('\n');
    }
    return plan.toString();
  }
}
