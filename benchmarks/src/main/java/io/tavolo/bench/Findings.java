package io.tavolo.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a campaign found so far: as text, as data, and against what is promised. */
final class Findings {
  private final Path folder;
  private final Promises promises = new Promises();
  private final JsonObject data = new JsonObject();
  private final StringBuilder text = new StringBuilder("# Measured\n\n");

  /** Findings that are written to the folder. */
  Findings(Path folder) {
    this.folder = folder;
  }

  /** What was promised. */
  Promises promises() {
    return promises;
  }

  /** Where plots go. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** A paragraph before all sections. */
  void introduction(String paragraph) {
    text.append(paragraph).append('\n');
  }

  /** A section of text. */
  void section(String title, Object body) {
    text.append("## ").append(title).append("\n\n").append(body).append('\n');
  }

  /** Data under a name of its own. */
  void put(String name, Object value) {
    data.put(name, value);
  }

  /** What would follow was not measured. */
  void endedEarly(Exception cause) {
    section("Ended early", "What is missing was not measured: " + cause + "\n");
    data.put("ended_early", cause.toString());
  }

  /** Writes {@code results.json} and {@code results.md}, and returns the latter. */
  String write() throws IOException {
    section("Promised and measured", promises.toMarkdown());
    data.put("promises", promises.toJson());
    Files.writeString(folder.resolve("results.json"), data.encodePrettily() + "\n");
    Files.writeString(folder.resolve("results.md"), text);
    return text.toString();
  }
}
