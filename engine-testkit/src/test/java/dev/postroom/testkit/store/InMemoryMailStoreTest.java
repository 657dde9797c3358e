package dev.postroom.testkit.store;

import dev.postroom.spi.store.MailStore;
import java.util.Optional;

/** The store in memory keeps the contract. */
class InMemoryMailStoreTest extends MailStoreContract {
  private Optional<InMemoryMailStore> last = Optional.empty();

  @Override
  protected MailStore open() {
    InMemoryMailStore store = last.map(InMemoryMailStore::reopen).orElseGet(InMemoryMailStore::open);
    last = Optional.of(store);
    return store;
  }
}
