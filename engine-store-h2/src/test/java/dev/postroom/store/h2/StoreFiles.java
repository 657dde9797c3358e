package dev.postroom.store.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of a store. */
record StoreFiles(Path folder) {

  /** Of an empty one, to be copied for whoever begins with one: to make it takes longer than most of what is tried. */
  static StoreFiles ofEmpty(Path folder) {
    H2MailStore.open(folder).close();
    return new StoreFiles(folder);
  }

  /** Puts a copy, as they are at this moment, into a folder that is there. */
  Path copyInto(Path target) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> !each.equals(folder)).toList()) {
        Files.copy(file, target.resolve(folder.relativize(file).toString()));
      }
      return target;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
