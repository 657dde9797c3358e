package dev.postroom.core.policy.filter;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that counts its reads, and does what a test wants between a read and its answer. */
final class HeldStore implements MailStore {
  private final InMemoryMailStore store = InMemoryMailStore.open();
  final AtomicInteger reads = new AtomicInteger();
  volatile Runnable afterRead = () -> {
  };

  @Override
  public <T> T read(Work<T> work) {
    T result = store.read(work);
    reads.incrementAndGet();
    afterRead.run();
    return result;
  }

  @Override
  public <T> T write(Work<T> work) {
    return store.write(work);
  }

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    return store.contents(mailbox);
  }

  @Override
  public KeyVault vault() {
    return store.vault();
  }

  @Override
  public StoreHealth health() {
    return store.health();
  }

  @Override
  public void close() {
    store.close();
  }
}
