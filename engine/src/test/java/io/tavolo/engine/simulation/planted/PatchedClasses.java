package io.tavolo.engine.simulation.planted;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * An engine of its own: every class of {@code io.tavolo.engine} is loaded anew, those that are
 * patched from memory, so that patched and unpatched ones live in one JVM.
 */
final class PatchedClasses extends ClassLoader {
  private static final String OURS = "io.tavolo.engine.";

  /** The unpatched ones, read once for all loaders. */
  private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

  private final Map<String, byte[]> patched;

  PatchedClasses(Map<String, byte[]> patched) {
    super(PatchedClasses.class.getClassLoader());
    this.patched = patched;
  }

  /** One of this engine's objects, by its public constructor without arguments. */
  <R> LongFunction<R> newFunction(Class<? extends LongFunction<R>> type) {
    try {
      @SuppressWarnings("unchecked") // It is that class, loaded here.
      LongFunction<R> function =
          (LongFunction<R>) loadClass(type.getName()).getDeclaredConstructor().newInstance();
      return function;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = bytesOf(name);
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      return loaded;
    }
  }

  private byte[] bytesOf(String name) throws ClassNotFoundException {
    byte[] ofPatch = patched.get(name);
    byte[] bytes = ofPatch != null ? ofPatch : READ.computeIfAbsent(name, PatchedClasses::read);
    if (bytes.length == 0) {
      throw new ClassNotFoundException(name);
    }
    return bytes;
  }

  /** Empty when there is none. */
  private static byte[] read(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = PatchedClasses.class.getClassLoader().getResourceAsStream(file)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
