package dev.postroom.journeys;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of this JVM as another one wants them that is to start fast: all folders of them in one file, and beside it an archive of
 * those that were loaded in a rehearsal. A child that has it starts in half the time; without, it only starts slower.
 */
final class ClassArchive {
  private static final String MODULE = "module-info.class";

  private final Path archive;
  private final String classPath;

  private ClassArchive(Path archive, String classPath) {
    this.archive = archive;
    this.classPath = classPath;
  }

  /** Makes the file, but not the archive yet. */
  static ClassArchive in(Path folder) throws IOException {
    Path file = folder.resolve("classes.jar");
    Set<String> libraries = new LinkedHashSet<>();
    libraries.add(file.toString());
    Set<String> written = new HashSet<>();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.setLevel(0);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          write(path, jar, written);
        } else if (Files.exists(path)) {
          libraries.add(entry);
        }
      }
    }
    return new ClassArchive(folder.resolve("classes.jsa"), String.join(File.pathSeparator, libraries));
  }

  private static void write(Path folder, JarOutputStream jar, Set<String> written) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> !file.equals(folder)).forEach(file -> {
        // Folders too: who looks for all files of one finds none without them.
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/')
            + (Files.isDirectory(file) ? "/" : "");
        if (!name.equals(MODULE) && written.add(name)) {
          write(name, file, jar);
        }
      });
    }
  }

  private static void write(String name, Path file, JarOutputStream jar) {
    try {
      jar.putNextEntry(new JarEntry(name));
      if (Files.isRegularFile(file)) {
        Files.copy(file, jar);
      }
      jar.closeEntry();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String classPath() {
    return classPath;
  }

  /** For the child that rehearses: it makes the archive at its end. */
  String[] whenRehearsing() {
    return new String[]{"-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"};
  }

  /** For those that come after it. Nothing is logged, since they are listened to. */
  String[] whenStarting() {
    return new String[]{"-XX:SharedArchiveFile=" + archive, "-Xlog:disable"};
  }
}
