package io.tavolo.engine.simulation.planted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** One source file with a planted fault, compiled in memory against the classes of before. */
final class Patch {
  private static final List<String> SOURCES = List.of("src/main/java", "src/test/java");
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-nowarn", "-g", "-parameters");

  private Patch() {}

  /**
   * The classes of the file with the fault in it, by name.
   *
   * @throws AssertionError when the place is not there exactly once, or the result does not compile
   */
  static Map<String, byte[]> compile(PlantedFault fault) {
    String source = replaceOnce(fault, read(fault));
    String file = "io/tavolo/engine/" + fault.file();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new AssertionError("javac: none (expected: the tests run on a JDK)");
    }
    StringWriter said = new StringWriter();
    try (JavaFileManager files = compiler.getStandardFileManager(null, null, null);
        InMemory memory = new InMemory(files)) {
      boolean compiled =
          compiler
              .getTask(said, memory, null, OPTIONS, null, List.of(new Source(file, source)))
              .call();
      if (!compiled) {
        throw new AssertionError("%s: does not compile:%n%s".formatted(fault.name(), said));
      }
      return memory.classes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file's text with the fault in it. */
  static String replaceOnce(PlantedFault fault, String source) {
    // However the formatter breaks the lines.
    Pattern place =
        Pattern.compile(
            Arrays.stream(fault.before().strip().split("\\s+"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+")));
    List<int[]> found =
        place.matcher(source).results().map(m -> new int[] {m.start(), m.end()}).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "%s: %d times in %s (expected: once): %s"
              .formatted(fault.name(), found.size(), fault.file(), fault.before()));
    }
    return place.matcher(source).replaceFirst(Matcher.quoteReplacement(fault.after()));
  }

  private static String read(PlantedFault fault) {
    // Maven runs the tests in the module's folder, other tools in the project's.
    for (String folder : List.of("", "engine/")) {
      for (String sources : SOURCES) {
        Path file = Path.of(folder + sources, "io/tavolo/engine", fault.file());
        if (Files.exists(file)) {
          try {
            return Files.readString(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }
    throw new AssertionError("%s: no source %s".formatted(fault.name(), fault.file()));
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
