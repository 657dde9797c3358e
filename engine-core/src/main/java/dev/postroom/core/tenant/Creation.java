package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.spi.store.MailStore;
import java.util.function.Supplier;

/**
 * The order in which a thing comes to be: its secret first and durably, then its row. A crash in between leaves a secret that
 * nothing is sealed with. Where the row turns out to be there already, or cannot be written, the new secret is destroyed again.
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
      return keptOnlyIfCreated(place, () -> changes.make(insertOrFind));
    });
  }

  private <S extends Scope> S keptOnlyIfCreated(S place, Supplier<S> insertOrFind) {
    S made;
    try {
      made = insertOrFind.get();
    } catch (ConflictException refused) {
      ladder.erase(place);
      throw refused;
    }
    if (!made.equals(place)) {
      ladder.erase(place);
    }
    return made;
  }

  static ConflictException otherContent() {
    return new ConflictException(FailureReason.EXTERNAL_ID_CONFLICT, "externalId: in use for other content");
  }
}
