package dev.postroom.store.h2;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that opens a store, writes to it and stays until it is killed. */
final class Holder {
  static final String OPEN = "open";
  static final long WRITTEN = 20;

  private Holder() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Holder.class.getName(), folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
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
