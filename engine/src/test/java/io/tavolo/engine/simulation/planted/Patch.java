package io.tavolo.engine.simulation.planted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The source files of a planted fault, compiled in memory against the classes of before. */
final class Patch {
  private static final List<String> SOURCES = List.of("src/main/java", "src/test/java");
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-nowarn", "-g", "-parameters");

  private Patch() {}

  /**
   * The classes of the files with the fault in them, by name.
   *
   * @throws AssertionError when a place is not there exactly once, or the result does not compile
   */
  static Map<String, byte[]> compile(PlantedFault fault) {
    Map<String, String> files = new TreeMap<>();
    for (PlantedFault.Edit edit : fault.edits()) {
      String source = files.computeIfAbsent(edit.file(), file -> read(fault, file));
      files.put(edit.file(), replaceOnce(fault, edit, source));
    }
    List<Source> sources = new ArrayList<>();
    files.forEach((file, text) -> sources.add(new Source("io/tavolo/engine/" + file, text)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new AssertionError("javac: none (expected: the tests run on a JDK)");
    }
    StringWriter said = new StringWriter();
    try (JavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        InMemory memory = new InMemory(standard)) {
      if (!compiler.getTask(said, memory, null, OPTIONS, null, sources).call()) {
        throw new AssertionError("%s: does not compile:%n%s".formatted(fault.name(), said));
      }
      return memory.classes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's text with the edit in it. */
  static String replaceOnce(PlantedFault fault, PlantedFault.Edit edit, String source) {
    // However the formatter breaks the lines.
    Pattern place =
        Pattern.compile(
            Arrays.stream(edit.before().strip().split("\\s+"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+")));
    long found = place.matcher(source).results().count();
    if (found != 1) {
      throw new AssertionError(
          "%s: %d times in %s (expected: once): %s"
              .formatted(fault.name(), found, edit.file(), edit.before()));
    }
    return place.matcher(source).replaceFirst(Matcher.quoteReplacement(edit.after()));
  }

  private static String read(PlantedFault fault, String name) {
    // Maven runs the tests in the module's folder, other tools in the project's.
    for (String folder : List.of("", "engine/")) {
      for (String sources : SOURCES) {
        Path file = Path.of(folder + sources, "io/tavolo/engine", name);
        if (Files.exists(file)) {
          try {
            return Files.readString(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }
    throw new AssertionError("%s: no source %s".formatted(fault.name(), name));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("patched:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public String getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Compiled extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Compiled(String name) {
      super(URI.create("compiled:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Reads classes as before; keeps what is compiled. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Compiled> compiled = new HashMap<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return compiled.computeIfAbsent(name, Compiled::new);
    }

    Map<String, byte[]> classes() {
      return compiled.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().bytes.toByteArray()));
    }
  }
}
