package dev.postroom.store.h2;

import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.store.MailStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract. */
class H2MailStoreTest extends MailStoreContract {
  @TempDir
  Path folder;

  @Override
  protected MailStore open() {
    return H2MailStore.open(folder);
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(folder);
  }
}
