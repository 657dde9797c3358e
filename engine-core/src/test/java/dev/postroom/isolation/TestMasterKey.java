package dev.postroom.isolation;

import dev.postroom.MasterKeyFile;
import dev.postroom.spi.crypto.MasterKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A master key whose file is gone once it is read. */
final class TestMasterKey {
  private TestMasterKey() {}

  static MasterKey create() {
    try {
      Path folder = Files.createTempDirectory("postroom-isolation");
      Path file = folder.resolve("master.key");
      MasterKey key = MasterKeyFile.createIfAbsent(file);
      Files.delete(file);
      Files.delete(folder);
      return key;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
