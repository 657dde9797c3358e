package dev.postroom.store.h2;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.store.h2.file.FileCopy;
import dev.postroom.store.h2.file.FolderFormat;
import dev.postroom.store.h2.vault.VaultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes a folder from a backup in which what was erased since is erased, and what was revoked is revoked. Secrets are destroyed first,
 * as by any erasure. The format is written last: until then nobody can open the folder, so nothing is seen that must not come back.
 */
final class Restoration {
  private static final int AT_ONCE = 500;

  private final Ground ground;

  Restoration(Ground ground) {
    this.ground = ground;
  }

  void from(Path backup, Tombstones since) {
    try {
      if (!new FolderFormat(ground.disk(), backup).isThere()) {
        throw new StoreException(FailureReason.STORE_VERSION, "backup: none, or not finished");
      }
      Backups.requireEmpty(ground.disk(), ground.folder());
      copy(backup);
      Tombstones all = Tombstones.read(ground.disk(), backup.resolve(Backups.TOMBSTONES)).and(since);
      destroySecrets(all.erased());
      changeRows(all);
      ground.disk().syncDirectory(ground.path(OpenFolder.SEGMENTS));
      ground.disk().syncDirectory(ground.folder());
      new FolderFormat(ground.disk(), ground.folder()).write();
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "backup: cannot be restored", failed);
    }
  }

  private void copy(Path backup) throws IOException {
    FileCopy copying = new FileCopy(ground.disk(), () -> {
    });
    Path segments = ground.path(OpenFolder.SEGMENTS);
    ground.disk().createDirectories(segments);
    for (Path segment : ground.disk().list(backup.resolve(OpenFolder.SEGMENTS))) {
      copying.copy(segment, segments.resolve(segment.getFileName()));
    }
    for (String file : Set.of(OpenFolder.VAULT, Database.FILE)) {
      copying.copy(backup.resolve(file), ground.path(file));
    }
  }

  private void destroySecrets(Set<Scope> erased) {
    try (VaultFile vault = VaultFile.open(ground.disk(), ground.path(OpenFolder.VAULT))) {
      erased.forEach(place -> destroySecrets(vault, place));
    }
  }

  private static void destroySecrets(KeyVault vault, Scope place) {
    vault.destroy(KeyOwner.of(place));
    vault.destroy(KeyOwner.ofRecords(place));
  }

  private void changeRows(Tombstones tombstones) throws IOException {
    Ground real = ground.real();
    RunningDatabase database =
        RunningDatabase.open(real, RunningDatabase.isBehind(real), StoreOptions.USUAL, new Untouched());
    boolean closed;
    try {
      change(database, tombstones.revoked().entrySet(),
          (transaction, key) -> revoke(transaction, key.getKey(), key.getValue()));
      change(database, tombstones.erased(), Restoration::erase);
    } finally {
      closed = database.close(() -> {
      });
    }
    if (!closed) {
      throw Failures.unavailable("backup: the store that was made of it did not close");
    }
  }

  /** Those of many years are too many for one work. */
  private static <T> void change(RunningDatabase database, Collection<T> things,
      BiConsumer<StoreTransaction, T> change) {
    List<T> left = List.copyOf(things);
    for (int from = 0; from < left.size(); from += AT_ONCE) {
      List<T> some = left.subList(from, Math.min(left.size(), from + AT_ONCE));
      database.write(transaction -> {
        some.forEach(thing -> change.accept(transaction, thing));
        return some;
      });
    }
  }

  private static void revoke(StoreTransaction transaction, KeyId key, Instant at) {
    transaction.findKey(key)
        .map(KeyRecord::scope)
        .ifPresent(place -> transaction.tenant(place.tenant()).keys().revoke(key, at));
  }

  private static void erase(StoreTransaction transaction, Scope place) {
    if (transaction.standing(place) == Standing.ERASED) {
      return;
    }
    TenantStore tenant = transaction.tenant(place.tenant());
    switch (place) {
      case Scope.OfTenant all -> tenant.setStanding(Standing.ERASED);
      case Scope.OfWorkspace workspace -> tenant.workspace(workspace.workspace()).setStanding(Standing.ERASED);
      case Scope.OfMailbox mailbox ->
          tenant.workspace(mailbox.workspace()).mailbox(mailbox.mailbox()).setStanding(Standing.ERASED);
    }
  }

  /** Contents that nothing is appended to and nothing is deleted of: what was erased is purged when an engine has the store. */
  private record Untouched() implements GroupWriter.Contents {
    @Override
    public void force() {
      // Nothing was appended.
    }

    @Override
    public void free(ContentRef content) {
      throw new IllegalStateException("content: freed while its store is restored");
    }

    @Override
    public void number(long highest) {
      // Nothing is appended.
    }

    @Override
    public void sweep(Set<Long> live) {
      // What a crash left behind is swept by the next change.
    }
  }
}
