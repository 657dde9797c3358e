package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.core.policy.limit.TotalLimits;
import dev.postroom.error.InvalidInputException;
import dev.postroom.event.EventType;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The mailboxes of a workspace. */
public final class Mailboxes {
  private final MailStore store;
  private final Creation creation;
  private final Changes changes;
  private final Addresses addresses;
  private final MailboxQuotas quotas;
  private final IdSource ids;
  private final Clock clock;
  private final Cursors cursors;

  Mailboxes(MailStore store, Creation creation, Changes changes, Addresses addresses, MailboxQuotas quotas,
      IdSource ids,
      Clock clock,
      Cursors cursors) {
    this.store = store;
    this.creation = creation;
    this.changes = changes;
    this.addresses = addresses;
    this.quotas = quotas;
    this.ids = ids;
    this.clock = clock;
    this.cursors = cursors;
  }

  public Scope.OfMailbox create(Scope.OfWorkspace workspace, NewMailbox wanted, Opener opener) {
    ExternalId externalId = wanted.externalId().orElseGet(() -> new ExternalId(wanted.address().canonical()));
    return store.read(workspace, transaction -> existing(transaction, workspace, externalId, wanted))
        .map(mailbox -> addressedAgain(mailbox, wanted, opener))
        .orElseGet(() -> insert(workspace, externalId, wanted, opener));
  }

  /**
   * A mailbox loses its primary address in one way only: with its domain. So it is given back to one that has none, while one that was
   * given another keeps that.
   */
  private Scope.OfMailbox addressedAgain(Scope.OfMailbox mailbox, NewMailbox wanted, Opener opener) {
    if (store.read(mailbox, transaction -> Addresses.hasPrimary(transaction, mailbox))) {
      return mailbox;
    }
    return addresses.putAgain(mailbox, wanted, opener);
  }

  private Scope.OfMailbox insert(Scope.OfWorkspace workspace, ExternalId externalId, NewMailbox wanted,
      Opener opener) {
    Scope.OfMailbox place = workspace.mailbox(ids.mailbox());
    return creation.create(place, transaction -> {
      Optional<Scope.OfMailbox> there = existing(transaction, workspace, externalId, wanted);
      if (there.isPresent()) {
        return there.get();
      }
      TotalLimits.requireRoom(transaction, workspace, Limit.Kind.MAILBOXES);
      Rungs.of(transaction, workspace)
          .insertMailbox(new MailboxRow(place.mailbox(), externalId, CreatedFrom.mailbox(wanted),
              wanted.displayName().orElse(""), Standing.ACTIVE, wanted.quota(), 0, 0, clock.instant()));
      addresses.put(transaction, place, wanted, opener);
      transaction.events().append(changes.event(EventType.CREATED, place));
      return place;
    });
  }

  private static Optional<Scope.OfMailbox> existing(StoreTransaction transaction, Scope.OfWorkspace workspace,
      ExternalId externalId, NewMailbox wanted) {
    WorkspaceStore rung = Rungs.of(transaction, workspace);
    return rung.findMailbox(externalId).map(row -> {
      if (!row.createdFrom().equals(CreatedFrom.mailbox(wanted))) {
        throw Creation.otherContent();
      }
      return workspace.mailbox(row.id());
    });
  }

  public Mailbox describe(Scope.OfMailbox place) {
    return store.read(place, transaction -> {
      MailboxStore rung = Rungs.of(transaction, place);
      return shown(rung, rung.row().orElseThrow());
    });
  }

  public void rename(Scope.OfMailbox place, String displayName) {
    PlaceNames.checkOptional(displayName);
    update(place, (rung, row) -> rung.update(displayName, row.quota()));
  }

  void setQuota(Scope.OfMailbox place, OptionalLong quota) {
    if (quota.isPresent() && quota.getAsLong() < 0) {
      throw new InvalidInputException("quota: " + quota.getAsLong() + " (expected: 0 or more)");
    }
    update(place, (rung, row) -> rung.update(row.displayName(), quota));
  }

  /** Changes one mailbox, which is known to be there. */
  @FunctionalInterface
  private interface Update {
    void on(MailboxStore rung, MailboxRow row);
  }

  private void update(Scope.OfMailbox place, Update update) {
    changes.make(place, transaction -> {
      MailboxStore rung = Rungs.of(transaction, place);
      update.on(rung, rung.row().orElseThrow());
      transaction.events().append(changes.event(EventType.CHANGED, place));
      return place;
    }, quotas::changed, () -> quotas.changed(place));
  }

  public Optional<Scope.OfMailbox> find(Scope.OfWorkspace workspace, ExternalId externalId) {
    return store.read(workspace, transaction -> Rungs.of(transaction, workspace).findMailbox(externalId))
        .map(row -> workspace.mailbox(row.id()));
  }

  public Page<Mailbox> list(Scope.OfWorkspace workspace, PageRequest request) {
    return new PagedList<>(cursors, "mailboxes " + workspace.workspace(), MailboxId::new, Mailbox::id).page(request,
        (after, limit) -> store.read(workspace, transaction -> {
          WorkspaceStore rung = Rungs.of(transaction, workspace);
          return rung.listMailboxes(after, limit).stream().map(row -> shown(rung.mailbox(row.id()), row)).toList();
        }), mailbox -> mailbox);
  }

  private static Mailbox shown(MailboxStore rung, MailboxRow row) {
    List<EmailAddress> addresses = rung.addresses().stream().map(AddressRow::address).toList();
    return new Mailbox(row.id(), row.externalId(), row.displayName(), addresses, row.standing(), row.quota(),
        row.usedOctets(), row.messages(), row.createdAt());
  }
}
