package io.tavolo.node;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads names and values, and the lines they stand in, from a properties or a YAML file; what they
 * mean is the business of {@link Settings}.
 */
final class SettingsFile {
  /**
   * A value as it was written.
   *
   * @param from where, as it stands in messages
   */
  record Entry(String text, String from) {}

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * What the file holds, in its order.
   *
   * @throws StartFault with one line for each fault of its form
   */
  static Map<String, Entry> read(Path file) throws StartFault {
    String name = file.toString();
    SettingsFile reading = new SettingsFile(file);
    try {
      if (name.endsWith(".yml") || name.endsWith(".yaml")) {
        reading.yaml();
      } else {
        reading.properties();
      }
    } catch (NoSuchFileException e) {
      throw reading.fault(0, "no such file");
    } catch (CharacterCodingException e) {
      throw reading.fault(0, "cannot be read: it is not UTF-8");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw reading.fault(mark == null ? 0 : mark.getLine() + 1, "not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw reading.fault(
          0, "not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw reading.fault(0, "cannot be read: " + e.getMessage());
    }
    return reading.entries;
  }

  private void properties() throws IOException, StartFault {
    List<String> pending = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      boolean comment = line.isBlank() || line.stripLeading().matches("[#!].*");
      if (pending.isEmpty() && comment) {
        continue;
      }
      pending.add(line);
      if (!isContinued(line)) {
        property(pending, number - pending.size() + 1);
        pending.clear();
      }
    }
    if (!pending.isEmpty()) {
      property(pending, number - pending.size() + 1);
    }
  }

  private static boolean isContinued(String line) {
    int backslashes = 0;
    for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void property(List<String> lines, int number) throws IOException, StartFault {
    Properties one = new Properties();
    try {
      one.load(new StringReader(String.join("\n", lines)));
    } catch (IllegalArgumentException e) {
      throw fault(number, "cannot be read: " + e.getMessage());
    }
    for (String name : one.stringPropertyNames()) {
      add(name, one.getProperty(name), number);
    }
  }

  private void yaml() throws IOException, StartFault {
    Node root =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .compose(new StringReader(Files.readString(file)));
    if (root == null || root.getTag().equals(Tag.NULL)) {
      return;
    }
    if (!(root instanceof MappingNode mapping)) {
      throw fault(lineOf(root), "not a list of settings (expected: lines NAME: VALUE)");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int number = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw fault(number, "not a name (expected: lines NAME: VALUE)");
      }
      if (!(tuple.getValueNode() instanceof ScalarNode value)) {
        throw fault(number, name.getValue() + " holds several values (expected: one)");
      }
      add(name.getValue(), value.getTag().equals(Tag.NULL) ? "" : value.getValue(), number);
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private void add(String name, String text, int number) throws StartFault {
    @Nullable Entry before = entries.put(name, new Entry(text, file + ":" + number));
    if (before != null) {
      throw fault(number, "%s again (expected: once, as in %s)".formatted(name, before.from()));
    }
  }

  private StartFault fault(int line, String what) {
    String where = line == 0 ? file.toString() : file + ":" + line;
    return StartFault.badSetting("settings file %s: %s".formatted(where, what));
  }
}
