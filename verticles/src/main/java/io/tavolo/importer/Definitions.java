package io.tavolo.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads and writes the documents of restaurants, one after the other. One thread, which waits. */
final class Definitions {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 40;
  private static final int AGAIN_MS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Options options;
  private boolean reached;

  Definitions(Options options) {
    this.options = options;
  }

  /** The document at the address, or null when there is none. */
  @Nullable JsonNode get(String path) {
    HttpResponse<byte[]> answer = send(request(path).GET().build());
    if (answer.statusCode() == 404) {
      return null;
    }
    if (answer.statusCode() != 200) {
      throw new CannotRun("GET " + path + ": " + reason(answer));
    }
    return read(answer);
  }

  /**
   * Stores the document.
   *
   * @throws Fault when the server refuses it
   */
  void put(String path, Object document) {
    try {
      HttpRequest request =
          request(path)
              .header("content-type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(document)))
              .build();
      HttpResponse<byte[]> answer = send(request);
      if (answer.statusCode() == 401 || answer.statusCode() == 403) {
        throw new CannotRun(reason(answer));
      }
      if (answer.statusCode() >= 300) {
        throw new Fault(reason(answer));
      }
    } catch (IOException e) {
      throw new CannotRun("PUT " + path + ": " + e.getMessage());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(options.url().resolve(path))
        .timeout(TIMEOUT)
        .header("authorization", "Bearer " + options.token());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        reached = true;
        boolean later = answer.statusCode() == 429 || answer.statusCode() == 503;
        if (!later || attempt == ATTEMPTS) {
          return answer;
        }
        pause(answer.headers().firstValueAsLong("retry-after").orElse(1) * 1000);
      } catch (IOException e) {
        // A server that answered before may come back.
        if (!reached || attempt == ATTEMPTS) {
          throw new CannotRun("--url: %s does not answer".formatted(options.url()));
        }
        pause(AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotRun("interrupted");
      }
    }
  }

  /** Lets the time pass on the caller's thread. */
  static void pause(long ms) {
    Executor later = CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS, Runnable::run);
    CompletableFuture.runAsync(() -> {}, later).join();
  }

  private static String reason(HttpResponse<byte[]> answer) {
    try {
      return Problems.reason(read(answer));
    } catch (CannotRun e) {
      return "HTTP status " + answer.statusCode();
    }
  }

  private static JsonNode read(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new CannotRun("not JSON: " + new String(answer.body(), StandardCharsets.UTF_8).strip());
    }
  }
}
