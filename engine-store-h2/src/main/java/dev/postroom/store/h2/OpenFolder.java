package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.FileCopy;
import dev.postroom.store.h2.file.FolderLock;
import dev.postroom.store.h2.file.StoreFilePath;
import dev.postroom.store.h2.segment.SegmentStore;
import dev.postroom.store.h2.vault.VaultFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The folder of a store, held by a lock, with its files but for the database. */
final class OpenFolder implements GroupWriter.Contents, AutoCloseable {
  static final String VAULT = "vault";
  static final String SEGMENTS = "segments";

  private final FolderLock lock;
  private final Ground ground;
  private final boolean isBehind;
  private final VaultFile vault;
  private final SegmentStore segments;
  private final FreedSpace freed = new FreedSpace();

  private OpenFolder(FolderLock lock, Ground ground, boolean isBehind, SegmentStore.Limits limits) {
    this.lock = lock;
    this.ground = ground;
    this.isBehind = isBehind;
    this.vault = VaultFile.open(ground.disk(), ground.path(VAULT));
    try {
      this.segments = SegmentStore.open(ground.disk(), ground.path(SEGMENTS), limits);
    } catch (RuntimeException | Error failure) {
      vault.close();
      throw failure;
    }
  }

  /** Holds a folder and opens what is in it, after everything was looked at: what this version cannot use is left as it is. */
  static OpenFolder at(Ground given, SegmentStore.Limits limits) {
    FolderLock lock = FolderLock.take(given.disk(), given.folder());
    try {
      Ground ground = given.real();
      requireWhole(ground);
      return new OpenFolder(lock, ground, RunningDatabase.isBehind(ground), limits);
    } catch (IOException failure) {
      lock.close();
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "folder: cannot be opened", failure);
    } catch (RuntimeException | Error failure) {
      lock.close();
      throw failure;
    }
  }

  /**
   * Vault and segments are made before the database, and the vault is used after it: what is there without the others was left by a
   * loss, and nothing is silently made anew.
   */
  private static void requireWhole(Ground ground) throws IOException {
    Disk disk = ground.disk();
    boolean hasRows = !StoreFilePath.isUnmade(disk, ground.path(Database.FILE));
    if (hasRows && !VaultFile.wasMade(disk, ground.path(VAULT))) {
      throw Failures.corrupt("store: its vault is missing");
    }
    if (hasRows && !disk.isDirectory(ground.path(SEGMENTS))) {
      throw Failures.corrupt("store: its segments are missing");
    }
    if (!hasRows && VaultFile.wasUsed(disk, ground.path(VAULT))) {
      throw Failures.corrupt("store: its database is missing");
    }
  }

  Ground ground() {
    return ground;
  }

  /** Whether the database is of an earlier version, or is not there yet. */
  boolean isBehind() {
    return isBehind;
  }

  MailboxContents of(Scope.OfMailbox mailbox) {
    return segments.contents(mailbox);
  }

  KeyVault vault() {
    return vault;
  }

  void copyVault(FileCopy copying, DiskFile target) throws IOException {
    vault.copy(copying, target);
  }

  /** Why nothing more can be written to these files, if that is so. */
  Optional<String> failure() {
    if (segments.hasFailed()) {
      return Optional.of("contents cannot be written");
    }
    return vault.hasFailed() ? Optional.of("the vault cannot be written") : Optional.empty();
  }

  @Override
  public void force() {
    segments.force();
  }

  @Override
  public void free(ContentRef content) {
    segments.free(content);
    if (!SegmentStore.isAlone(content)) {
      freed.add(SegmentStore.spaceOf(content));
    }
  }

  SegmentStore segments() {
    return segments;
  }

  FreedSpace freed() {
    return freed;
  }

  @Override
  public void number(long highest) {
    segments.number(highest);
  }

  @Override
  public void sweep(Set<Long> live) {
    segments.sweep(live);
  }

  @Override
  public void close() {
    try (lock; vault) {
      segments.close();
    }
  }
}
