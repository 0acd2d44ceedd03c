package io.tavolo.node;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The software of the version before, built from the history against the libraries of today. */
final class VersionBefore {
  /**
   * Nodes of this commit and of the present one must run side by side. Once a release has been
   * rolled out, this moves on to its commit, which then writes the lines of {@code WrittenBefore}
   * in the engine's tests anew.
   */
  static final String COMMIT = "6f9c86f9aa2b4a074511f4db38fd8217f5e94583";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> PARTS =
      List.of("engine/src/main", "verticles/src/main", "cluster-config/hazelcast.xml");
  private static final long GIT_S = 30;

  private VersionBefore() {}

  /** Builds it; returns a class path on which a node of it starts. */
  static String build(Path dir) throws IOException, InterruptedException {
    Path sources = Files.createDirectories(dir.resolve("sources"));
    Path classes = Files.createDirectories(dir.resolve("classes"));
    unpack(sources);
    String libraries = libraries();
    compile(sources, classes, libraries);
    Path resources = sources.resolve("verticles/src/main/resources");
    Files.copy(
        sources.resolve("cluster-config/hazelcast.xml"),
        classes.resolve("io/tavolo/node/hazelcast.xml"));
    return String.join(File.pathSeparator, classes.toString(), resources.toString(), libraries);
  }

  private static void unpack(Path sources) throws IOException, InterruptedException {
    Process known =
        new ProcessBuilder(git("cat-file", "-e", COMMIT + "^{commit}"))
            .redirectErrorStream(true)
            .start();
    String said = new String(known.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (known.waitFor() != 0) {
      throw new IllegalStateException(
          "the version before is not in the history here; fetch it with: git fetch --unshallow (%s)"
              .formatted(said.strip()));
    }
    List<String> archive = git("archive", "--format=tar", COMMIT);
    archive.addAll(PARTS);
    List<Process> pipe =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder(archive).redirectError(ProcessBuilder.Redirect.INHERIT),
                new ProcessBuilder("tar", "-x", "-C", sources.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)));
    for (Process process : pipe) {
      if (!process.waitFor(GIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("%s was not unpacked".formatted(COMMIT));
      }
    }
  }

  private static List<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", ROOT.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** What this JVM runs with, without our own. */
  private static String libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Files.isRegularFile(Path.of(entry)))
        .filter(entry -> !new File(entry).getName().startsWith("tavolo-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void compile(Path sources, Path classes, String libraries) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> found = Files.walk(sources)) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(
              found.filter(path -> path.toString().endsWith(".java")).toList());
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-parameters",
              "--release",
              "17",
              "-cp",
              libraries,
              "-d",
              classes.toString());
      if (!compiler.getTask(said, files, null, options, null, units).call()) {
        throw new IllegalStateException("%s does not compile:\n%s".formatted(COMMIT, said));
      }
    }
  }
}
