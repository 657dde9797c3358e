package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import java.nio.file.Path;

/**
 * The embedded store: a folder that one process holds open, with sealed contents in segment files, rows in an H2 database and
 * wrapped secrets in a vault.
 *
 * <p>
 * What {@link #write} has answered survives a power cut: contents are forced first, then the rows, and only then is the caller
 * told. Calls that come at the same time share one force. What a read shows is forced too, so that nobody acts on what could
 * still be lost.
 *
 * <p>
 * Safe for use by many threads, virtual ones too: the database is touched only by a few threads of the store's own, and an
 * interrupt of a caller never reaches it. A call waits for at most ten seconds and then ends in a {@code StoreException} with the
 * reason {@code STORE_UNAVAILABLE}.
 *
 * <p>
 * While less than 64 MiB of the disk are left no content is taken, which keeps out all messages, received or sent; everything else
 * is still changed, so that keys can be revoked, places suspended, and messages and places deleted, which gives room back. While
 * less than 16 MiB are left nothing is written. Both end in a {@code StoreException} with the same reason, and {@link #health} says
 * which it is.
 *
 * <p>
 * A failure of the disk is final. {@link #health} says so, every call is refused, and the folder has to be opened again, which
 * brings back what was answered.
 */
public final class H2MailStore implements MailStore {
  private final OpenFolder folder;
  private final RunningDatabase database;
  private final Compactor compactor;

  private H2MailStore(OpenFolder folder, RunningDatabase database, long compactedAfter) {
    this.folder = folder;
    this.database = database;
    this.compactor = Compactor.start(database, folder.segments(), folder.freed(), compactedAfter);
  }

  /**
   * Opens the store in a folder, and makes both when they are absent. A store of an earlier version is brought to this one.
   *
   * @param folder
   *          the folder, for this store alone
   * @return the store, open; to be closed
   * @throws dev.postroom.error.StoreException
   *           with nothing changed: {@code STORE_IN_USE} when a process, this one or another, holds the folder open,
   *           {@code STORE_VERSION} when another version wrote it or something else is in it, {@code STORE_CORRUPT} when a part
   *           of it is damaged or missing, {@code STORE_UNAVAILABLE} when the disk fails
   */
  public static H2MailStore open(Path folder) {
    return open(Ground.at(folder), StoreOptions.USUAL);
  }

  static H2MailStore open(Ground ground, StoreOptions options) {
    OpenFolder folder = OpenFolder.at(ground, options.segments());
    try {
      return new H2MailStore(folder, RunningDatabase.open(folder.ground(), folder.isBehind(), options, folder),
          options.compactedAfter());
    } catch (RuntimeException | Error failure) {
      folder.close();
      throw failure;
    }
  }

  @Override
  public <T> T read(Work<T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(work);
  }

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    return MovedContents.of(mailbox, new GuardedContents(folder.of(mailbox), database.state()), folder.segments(),
        database);
  }

  @Override
  public KeyVault vault() {
    return new GuardedVault(folder.vault(), database.state());
  }

  @Override
  public StoreHealth health() {
    folder.failure().ifPresent(reason -> database.state().fail(reason, Failures.unavailable(reason)));
    return database.health();
  }

  /**
   * Gives the space of deleted messages back. The store does this by itself, about once for every 128 MiB that were deleted; to be
   * called when a lot was deleted before the store was opened. Everything else goes on beside it. Reads all rows once or twice, and
   * copies what is alive in a segment of 256 MiB of which less than half is.
   *
   * @return the octets by which the segments became shorter, those aside that were copied
   * @throws dev.postroom.error.StoreException
   *           with the reason {@code STORE_UNAVAILABLE} when it cannot go on; what it has done stays done
   * @throws dev.postroom.error.ClosedException
   *           when the store is closed meanwhile
   */
  public long compact() {
    database.state().requireOpen();
    return compactor.compact();
  }

  /**
   * {@inheritDoc} Writes that wait are still made. When a thread is stuck in the database, the folder stays held until the process
   * ends, since what is stuck may still write to it.
   */
  @Override
  public void close() {
    compactor.close();
    if (database.close()) {
      folder.close();
    }
  }
}
