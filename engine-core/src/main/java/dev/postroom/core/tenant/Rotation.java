package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.event.EventType;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.TenantRow;
import java.util.List;
import java.util.Optional;

/**
 * Gives a place a new secret and wraps the places just below with it. Messages are never rewritten: a mailbox keeps its former
 * secrets to open what they sealed, while a tenant and a workspace give theirs up once nothing is wrapped with them. Each step can
 * be done again, so a rotation that was cut short is finished by the next.
 */
public final class Rotation {
  private static final int PAGE = 500;

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Below below;
  private final ProvisioningLock lock;

  Rotation(MailStore store, KeyLadder ladder, Changes changes, Below below, ProvisioningLock lock) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.below = below;
    this.lock = lock;
  }

  void rotate(Scope place) {
    requirePresent(place);
    lock.whileRotating(place.tenant(), () -> {
      int version = ladder.rotate(place);
      // Answered only when all earlier changes are decided: so no place below is missed that is created late.
      changes.make(place, transaction -> {
        transaction.events().append(changes.event(EventType.ROTATED, place));
        return place;
      });
      rewrapBelow(place);
      return version;
    });
  }

  private void requirePresent(Scope place) {
    store.read(place, transaction -> Rungs.keys(transaction, place));
  }

  private void rewrapBelow(Scope place) {
    switch (place) {
      case Scope.OfTenant tenant -> {
        List<Scope.OfWorkspace> workspaces = below.workspaces(tenant);
        workspaces.forEach(ladder::rewrap);
        ladder.renewRecords(tenant);
        ladder.retire(tenant, workspaces);
      }
      case Scope.OfWorkspace workspace -> {
        List<Scope.OfMailbox> mailboxes = below.mailboxes(workspace);
        mailboxes.forEach(ladder::rewrap);
        ladder.renewRecords(workspace);
        ladder.retire(workspace, mailboxes);
      }
      case Scope.OfMailbox mailbox -> {
        // Nothing is wrapped below a mailbox.
      }
    }
  }

  /** Wraps the engine's secret and every tenant's with the current master key, so that a former one can be given up. */
  public int rewrapUnderCurrentMasterKey() {
    int wrapped = ladder.rewrapEngine();
    Optional<TenantId> after = Optional.empty();
    List<TenantRow> page;
    do {
      Optional<TenantId> from = after;
      page = store.read(transaction -> transaction.listTenants(from, PAGE));
      wrapped += page.stream().mapToInt(row -> ladder.rewrap(new Scope.OfTenant(row.id()))).sum();
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).id());
    } while (page.size() == PAGE);
    return wrapped;
  }
}
