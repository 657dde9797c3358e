package dev.postroom.core.access;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Loads all of Postroom once more, with one class of it exchanged for another. */
final class MutantLoader extends ClassLoader {
  private static final String OURS = "dev.postroom.";

  private final String exchanged;
  private final byte[] octets;

  MutantLoader(Class<?> exchanged, byte[] octets) {
    super(MutantLoader.class.getClassLoader());
    this.exchanged = exchanged.getName();
    this.octets = octets.clone();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name, name.equals(exchanged) ? octets : read(name)) : loaded;
    }
  }

  private Class<?> define(String name, byte[] with) {
    return defineClass(name, with, 0, with.length);
  }

  private byte[] read(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream found = Objects.requireNonNull(getParent(), file).getResourceAsStream(file)) {
      if (found == null) {
        throw new ClassNotFoundException(name);
      }
      return found.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
