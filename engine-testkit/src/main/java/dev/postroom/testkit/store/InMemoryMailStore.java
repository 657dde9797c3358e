package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.WrappedSecret;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in memory: what the words of the port mean, in the plainest code, for tests and as the measure of other stores.
 *
 * <p>
 * A transaction works on a copy of the tables that it touches, one transaction at a time, and commits by putting the copy in the
 * place of the old state; readers keep the state that they began with. What the port forbids or leaves open (a write in a read, a
 * transaction inside of a transaction, an id used twice) ends in an {@code IllegalStateException} or
 * {@code IllegalArgumentException}, so that whoever leans on it learns of it. A write costs time in proportion to the rows of the
 * tables that it touches.
 */
public final class InMemoryMailStore implements MailStore {
  private final Memory memory;
  private final ReentrantLock writing = new ReentrantLock(true);
  private volatile boolean closed;

  private InMemoryMailStore(Memory memory) {
    this.memory = memory;
  }

  /**
   * Opens a new, empty store.
   *
   * @return the store
   */
  public static InMemoryMailStore open() {
    return new InMemoryMailStore(new Memory());
  }

  /**
   * Closes this store and opens one with the same rows, contents and secrets, as after a restart.
   *
   * @return the other store
   */
  public InMemoryMailStore reopen() {
    close();
    return new InMemoryMailStore(memory);
  }

  @Override
  public <T> T read(Work<T> work) {
    refuseNested();
    refuseWhenClosed();
    return work.in(new MemoryTransaction(memory.state()));
  }

  @Override
  public <T> T write(Work<T> work) {
    refuseNested();
    writing.lock();
    try {
      refuseWhenClosed();
      State changed = memory.state().fork();
      try {
        T result = work.in(new MemoryTransaction(changed));
        memory.commit(changed);
        return result;
      } finally {
        changed.seal();
      }
    } finally {
      writing.unlock();
    }
  }

  private void refuseNested() {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction inside of a transaction");
    }
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new ClosedException();
    }
  }

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    refuseWhenClosed();
    return new Contents(mailbox);
  }

  @Override
  public KeyVault vault() {
    refuseWhenClosed();
    return new Vault();
  }

  @Override
  public StoreHealth health() {
    return closed ? new StoreHealth.Failed("closed") : new StoreHealth.Working();
  }

  @Override
  public void close() {
    writing.lock();
    try {
      closed = true;
    } finally {
      writing.unlock();
    }
  }

  private final class Contents implements MailboxContents {
    private final Scope.OfMailbox mailbox;

    Contents(Scope.OfMailbox mailbox) {
      this.mailbox = mailbox;
    }

    @Override
    public ContentRef append(MessageId message, Writer writer) throws IOException {
      refuseWhenClosed();
      return memory.contents().append(mailbox, message, writer);
    }

    @Override
    public InputStream open(ContentRef ref, MessageId message) {
      refuseWhenClosed();
      return memory.contents().open(mailbox, ref, message);
    }
  }

  private final class Vault implements KeyVault {
    @Override
    public void put(Collection<WrappedSecret> secrets) {
      refuseWhenClosed();
      memory.vault().put(secrets);
    }

    @Override
    public List<WrappedSecret> secrets(KeyOwner owner) {
      refuseWhenClosed();
      return memory.vault().secrets(owner);
    }

    @Override
    public void destroy(KeyOwner owner, int version) {
      refuseWhenClosed();
      memory.vault().destroy(owner, version);
    }

    @Override
    public void destroy(KeyOwner owner) {
      refuseWhenClosed();
      memory.vault().destroy(owner);
    }
  }
}
