package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.MailStore;
import java.util.function.Supplier;

/**
 * The order in which a thing comes to be: its secret first and durably, then its row. A crash in between leaves a secret that
 * nothing is sealed with. Where the row turns out to be there already, or is surely not written, the new secret is destroyed
 * again; where the store cannot say whether it wrote the row, the secret is kept, for the row would be worthless without it.
 */
final class Creation {
  private final KeyLadder ladder;
  private final Changes changes;
  private final ProvisioningLock lock;

  Creation(KeyLadder ladder, Changes changes, ProvisioningLock lock) {
    this.ladder = ladder;
    this.changes = changes;
    this.lock = lock;
  }

  /** Creates the thing at a new place; the work returns that place, or another when the thing was there already. */
  <S extends Scope> S create(S place, MailStore.Work<S> insertOrFind) {
    return lock.whileCreating(place.tenant(), () -> {
      ladder.create(place);
      return keptOnlyIfCreated(place, () -> changes.make(above(place), insertOrFind));
    });
  }

  /** Who creates it; the operator may create as many tenants as he likes. */
  private static Scope above(Scope place) {
    return switch (place) {
      case Scope.OfMailbox mailbox -> mailbox.inWorkspace();
      case Scope.OfWorkspace workspace -> workspace.inTenant();
      case Scope.OfTenant tenant -> tenant;
    };
  }

  private <S extends Scope> S keptOnlyIfCreated(S place, Supplier<S> insertOrFind) {
    S made;
    try {
      made = insertOrFind.get();
    } catch (RuntimeException failed) {
      if (isSurelyNotThere(failed)) {
        eraseAfter(failed, place);
      }
      throw failed;
    }
    if (!made.equals(place)) {
      ladder.erase(place);
    }
    return made;
  }

  private static boolean isSurelyNotThere(RuntimeException failed) {
    return !(failed instanceof StoreException store && store.reason() == FailureReason.STORE_UNAVAILABLE);
  }

  private void eraseAfter(RuntimeException failed, Scope place) {
    try {
      ladder.erase(place);
    } catch (RuntimeException again) {
      failed.addSuppressed(again);
    }
  }

  static ConflictException otherContent() {
    return new ConflictException(FailureReason.EXTERNAL_ID_CONFLICT, "externalId: in use for other content");
  }
}
