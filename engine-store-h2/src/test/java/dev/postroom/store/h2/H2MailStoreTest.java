package dev.postroom.store.h2;

import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.store.MailStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract. */
class H2MailStoreTest extends MailStoreContract {
  private static Optional<StoreFiles> empty = Optional.empty();

  @TempDir
  Path folder;
  private boolean isBegun;

  @BeforeAll
  static void makeOnce(@TempDir Path made) {
    empty = Optional.of(StoreFiles.ofEmpty(made));
  }

  @Override
  protected MailStore open() {
    if (!isBegun) {
      empty.orElseThrow().copyInto(folder);
      isBegun = true;
    }
    return H2MailStore.open(folder);
  }

  @Override
  public Optional<Path> folder() {
    return Optional.of(folder);
  }
}
