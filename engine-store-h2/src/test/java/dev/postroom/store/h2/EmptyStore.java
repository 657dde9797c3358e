package dev.postroom.store.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An empty store that is made once, and copied for whoever begins with one: to make it takes longer than most of what is tried. */
record EmptyStore(Path made) {

  static EmptyStore in(Path folder) {
    H2MailStore.open(folder).close();
    return new EmptyStore(folder);
  }

  /** Puts a copy into a folder that is there. */
  Path copyInto(Path folder) {
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.filter(each -> !each.equals(made)).toList()) {
        Files.copy(file, folder.resolve(made.relativize(file).toString()));
      }
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
