package io.tavolo.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LastTableIT {
  private static final int ROUNDS = 100;
  private static final int DINERS = 64;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void shouldGiveTheLastTableToOneOf64DinersAndAlternativesToTheOthers(@TempDir Path dir)
      throws Exception {
    try (NodeProcess node = new NodeProcess(dir, Map.of()).start()) {
      Houses.create(node, "one-table", 1);
      LocalDate first = LocalDate.now(ZoneOffset.UTC).plusDays(2);
      for (int round = 0; round < ROUNDS; round++) {
        String start = first.plusDays(round) + "T20:00:00Z";
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int diner = 0; diner < DINERS; diner++) {
          calls.add(
              node.client()
                  .sendAsync(
                      node.post("/v1/restaurants/one-table/reservations", Houses.booking(start)),
                      HttpResponse.BodyHandlers.ofString()));
        }
        int booked = 0;
        for (CompletableFuture<HttpResponse<String>> call : calls) {
          HttpResponse<String> answer = call.get(30, TimeUnit.SECONDS);
          if (answer.statusCode() == 201) {
            booked++;
            continue;
          }
          assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
          JsonNode problem = json.readTree(answer.body());
          assertThat(problem.get("reason").asText()).isEqualTo("no_table");
          assertThat(problem.get("alternatives").size()).isBetween(1, 6);
        }
        assertThat(booked).as("round " + round).isEqualTo(1);
      }
    }
  }
}
