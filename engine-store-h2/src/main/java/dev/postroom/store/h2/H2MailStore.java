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
 * told. Calls that come at the same time share one force. A read shows nothing that is not forced, so that nobody acts on what
 * could still be lost.
 *
 * <p>
 * Safe for use by many threads, virtual ones too: the database is touched only by a few threads of the store's own, and an
 * interrupt of a caller never reaches it. A call waits for at most ten seconds and then ends in a {@code StoreException} with the
 * reason {@code STORE_UNAVAILABLE}.
 *
 * <p>
 * While less than 64 MiB of the disk are left no content is taken, which keeps out all messages, received or sent; everything else
 * is still changed, so that keys can be revoked, places suspended, and messages and places deleted, which gives room back. While
 * less than 16 MiB are left nothing is written. Both end in a {@code StoreException} with the reason {@code STORE_FULL}, and
 * {@link #health} says which it is.
 *
 * <p>
 * A failure of the disk is final. {@link #health} says so, every call is refused, and the folder has to be opened again, which
 * brings back what was answered.
 */
public final class H2MailStore implements MailStore {
  private final OpenFolder folder;
  private final RunningDatabase database;
  private final Compactor compactor;
  private final Backups backups;
  private final LongWork longWork = new LongWork();

  private H2MailStore(OpenFolder folder, RunningDatabase database, long compactedAfter) {
    this.folder = folder;
    this.database = database;
    this.backups = new Backups(folder, database, longWork);
    this.compactor = Compactor.start(database, folder.segments(), folder.freed(), compactedAfter, longWork);
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
    RunningDatabase database = database(folder, options);
    try {
      return new H2MailStore(folder, database, options.compactedAfter());
    } catch (RuntimeException | Error failure) {
      database.close(folder::close);
      throw failure;
    }
  }

  private static RunningDatabase database(OpenFolder folder, StoreOptions options) {
    try {
      return RunningDatabase.open(folder.ground(), folder.isBehind(), options, folder);
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
  public <T> T read(Scope whose, Work<T> work) {
    return database.read(whose, work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return database.write(work);
  }

  @Override
  public <T> T write(Scope whose, Work<T> work) {
    return database.write(whose, work);
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
   * called when a lot was deleted before the store was opened. Everything else goes on beside it but a backup: one waits for the other.
   * Copies what is alive in a segment of 256 MiB of which less than half is, as many segments at a time as the disk has room for; reads
   * all rows once, and once more each time. What the disk has no room for stays.
   *
   * @return the octets by which the segments became shorter, those aside that were copied
   * @throws dev.postroom.error.StoreException
   *           with the reason {@code STORE_UNAVAILABLE} when it cannot go on, {@code STORE_FULL} when the disk fills up meanwhile; what
   *           it has done stays done
   * @throws dev.postroom.error.ClosedException
   *           when the store is closed meanwhile
   */
  public long compact() {
    database.state().requireOpen();
    return compactor.compact();
  }

  /**
   * Copies the store while it runs: rows and contents as they were at one moment, at which all is there that was answered before this
   * was called, and of what comes later all or nothing of each change; and the wrapped secrets that they need. Everything else goes on
   * beside it; who wants a secret that is not in memory waits while the vault is copied, and who changes a row that is not copied yet
   * while that is. So a disk that does not answer, as a network's may, stops changes, and the close: copy to one of this machine, and
   * elsewhere from there. One at a time: a second call waits, and so does a compaction. The master key is not in it.
   *
   * <p>
   * An erasure or a revocation after this does not reach a copy: so keep {@link #tombstones()} apart, and hand them to {@link #restore}.
   * Nor does a hand-over: what is queued in a copy is sent from it, though it may have left meanwhile.
   *
   * @param target
   *          an empty folder, or none; best on another disk of this machine
   * @throws dev.postroom.error.InvalidInputException
   *           when there is something in it
   * @throws dev.postroom.error.StoreException
   *           with the reason {@code STORE_UNAVAILABLE} when it cannot be made, {@code STORE_FULL} when the store's own disk is so full
   *           that its database cannot be brought up to date for it; what is there then is no store, and no backup
   * @throws dev.postroom.error.ClosedException
   *           when the store is closed, or closes meanwhile
   */
  public void backup(Path target) {
    database.state().requireOpen();
    backups.make(target);
  }

  /**
   * What must not come back with a backup: the places that were ever erased and the keys that were ever revoked.
   *
   * @return both, as they are now
   */
  public Tombstones tombstones() {
    return backups.tombstones();
  }

  /**
   * Makes a store from a backup, in which erased is what was erased when the backup was taken or since, and revoked what was revoked. To
   * be opened with {@link #open}; what was erased is purged by the first engine that does. No event tells of what is erased or revoked
   * here.
   *
   * @param backup
   *          the folder that {@link #backup} made; not changed, and nobody else may change it meanwhile
   * @param folder
   *          an empty folder, or none
   * @param since
   *          what was erased and revoked after the backup: of the store itself if it can still be opened, or those that were kept last
   * @throws dev.postroom.error.InvalidInputException
   *           when there is something in the folder
   * @throws dev.postroom.error.StoreException
   *           {@code STORE_VERSION} when it is no finished backup of this version or an earlier one, {@code STORE_CORRUPT} when a part
   *           of it is damaged, {@code STORE_UNAVAILABLE} when the disk fails; what is in the folder then is no store
   */
  public static void restore(Path backup, Path folder, Tombstones since) {
    new Restoration(Ground.at(folder)).from(backup, since);
  }

  /**
   * {@inheritDoc} A copy and a compaction end at their next step, and writes that wait are still made. Thirty seconds later this returns
   * although they are not, and the folder is let go of when they are; while a thread is stuck in the database it stays held, since what is
   * stuck may still write to it.
   */
  @Override
  public void close() {
    compactor.close();
    longWork.close();
    database.close(folder::close);
  }
}
