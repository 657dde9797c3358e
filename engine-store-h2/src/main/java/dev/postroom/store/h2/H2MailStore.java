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

  private H2MailStore(OpenFolder folder, RunningDatabase database) {
    this.folder = folder;
    this.database = database;
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
    return open(folder, StoreOptions.USUAL);
  }

  static H2MailStore open(Path path, StoreOptions options) {
    OpenFolder folder = OpenFolder.at(path);
    try {
      return new H2MailStore(folder, RunningDatabase.open(folder.path(), folder.isBehind(), options, folder));
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
    return new GuardedContents(folder.of(mailbox), database.state());
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
   * {@inheritDoc} Writes that wait are still made. When a thread is stuck in the database, the folder stays held until the process
   * ends, since what is stuck may still write to it.
   */
  @Override
  public void close() {
    if (database.close()) {
      folder.close();
    }
  }
}
