package dev.postroom.store.h2;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Another process that opens a store, writes to it and stays until it is killed. */
final class Holder {
  static final String OPEN = "open";
  static final long WRITTEN = 20;

  private Holder() {}

  static Process start(Path folder) throws IOException {
    return start(folder, ProcessBuilder.Redirect.DISCARD);
  }

  /** Whatever is logged goes to {@code log}: SLF4J, which a tool of the tests brings along, would swallow it, and is left out. */
  static Process start(Path folder, ProcessBuilder.Redirect log) throws IOException {
    return start(Holder.class, folder, log);
  }

  /** The same of another such process. */
  static Process start(Class<?> main, Path folder, ProcessBuilder.Redirect log) throws IOException {
    String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j"))
        .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classes, main.getName(), folder.toString())
        .redirectError(log)
        .start();
  }

  /** The argument is the folder. */
  public static void main(String[] arguments) throws IOException {
    H2MailStore store = H2MailStore.open(Path.of(arguments[0]));
    for (int i = 0; i < WRITTEN; i++) {
      store.write(Furnished.newEvent());
    }
    System.out.println(OPEN);
    // The parent's end of the stream closes when it dies, and this one with it.
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
  }
}
