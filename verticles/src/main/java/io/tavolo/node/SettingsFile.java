package io.tavolo.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Reads names and values from a properties or a YAML file; what they mean is the business of {@link
 * Settings}.
 */
final class SettingsFile {
  private SettingsFile() {}

  static Map<String, String> read(Path file) throws StartFault {
    String name = file.toString();
    try {
      return name.endsWith(".yml") || name.endsWith(".yaml") ? yaml(file) : properties(file);
    } catch (NoSuchFileException e) {
      throw fault(file, "no such file");
    } catch (JsonProcessingException e) {
      throw fault(file, "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException | IllegalArgumentException e) {
      throw fault(file, "cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }

  private static Map<String, String> yaml(Path file) throws IOException, StartFault {
    Map<String, String> values = new HashMap<>();
    JsonNode root = new YAMLMapper().readTree(Files.readString(file));
    if (root == null || root.isMissingNode() || root.isNull()) {
      return values;
    }
    if (!root.isObject()) {
      throw fault(file, "not a list of settings (expected: lines NAME: VALUE)");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getValue().isContainerNode()) {
        throw fault(file, entry.getKey() + " holds several values (expected: one)");
      }
      if (!entry.getValue().isNull()) {
        values.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return values;
  }

  private static StartFault fault(Path file, String what) {
    return StartFault.badSetting("--config %s: %s".formatted(file, what));
  }
}
