package io.tavolo.http.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads our own YAML resources; aliases and merge keys are resolved. */
final class Yaml {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ALIASES = 1_000;

  private Yaml() {}

  static ObjectNode read(String resource) {
    try (InputStream in = Yaml.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + resource);
      }
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(MAX_ALIASES);
      Object document = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(in);
      return JSON.valueToTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
