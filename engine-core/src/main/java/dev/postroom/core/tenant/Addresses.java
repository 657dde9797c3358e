package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.event.Changes;
import dev.postroom.core.inbound.Routes;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.tenancy.NewMailbox;
import java.util.List;
import java.util.Optional;

/** The addresses of a mailbox: each hangs on a domain that its workspace has claimed, or on the platform's. */
public final class Addresses {
  private final MailStore store;
  private final Changes changes;
  private final Routes routes;

  Addresses(MailStore store, Changes changes, Routes routes) {
    this.store = store;
    this.changes = changes;
    this.routes = routes;
  }

  /** The mailbox of this workspace that has an address. */
  public Optional<Scope.OfMailbox> find(Scope.OfWorkspace workspace, EmailAddress address) {
    return store.read(workspace, transaction -> {
      Rungs.of(transaction, workspace);
      return domainOf(transaction, workspace, address)
          .flatMap(domain -> transaction.routing().mailbox(domain, address.canonicalLocalPart()))
          .filter(mailbox -> mailbox.inWorkspace().equals(workspace));
    });
  }

  public void add(Scope.OfMailbox mailbox, EmailAddress address, AddressRow.Kind kind, Opener opener) {
    changes.make(mailbox, transaction -> {
      put(transaction, mailbox, address, kind, opener);
      transaction.events().append(changes.event(EventType.CHANGED, mailbox));
      return mailbox;
    });
  }

  /** Gives a mailbox that has no primary address those that it was created with. */
  Scope.OfMailbox putAgain(Scope.OfMailbox mailbox, NewMailbox wanted, Opener opener) {
    return changes.make(mailbox, transaction -> {
      if (!hasPrimary(transaction, mailbox)) {
        put(transaction, mailbox, wanted, opener);
        transaction.events().append(changes.event(EventType.CHANGED, mailbox));
      }
      return mailbox;
    });
  }

  static boolean hasPrimary(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    return Rungs.of(transaction, mailbox)
        .addresses()
        .stream()
        .anyMatch(row -> row.kind() == AddressRow.Kind.PRIMARY);
  }

  public void remove(Scope.OfMailbox mailbox, EmailAddress alias) {
    changes.make(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      List<AddressRow> there = rung.addresses().stream().filter(row -> row.address().equals(alias)).toList();
      if (there.stream().anyMatch(row -> row.kind() == AddressRow.Kind.PRIMARY)) {
        throw new ConflictException(FailureReason.WRONG_STATE, "address: primary (expected: an alias)");
      }
      if (!there.isEmpty()) {
        rung.removeAddress(alias);
        changes.afterwards(() -> there.forEach(this::routeAnew));
        transaction.events().append(changes.event(EventType.CHANGED, mailbox));
      }
      return alias;
    });
  }

  private static boolean isPrimary(AddressRow row, EmailAddress address) {
    return row.kind() == AddressRow.Kind.PRIMARY && row.address().equals(address);
  }

  void put(StoreTransaction transaction, Scope.OfMailbox mailbox, NewMailbox wanted, Opener opener) {
    put(transaction, mailbox, wanted.address(), AddressRow.Kind.PRIMARY, opener);
    wanted.aliases().forEach(alias -> put(transaction, mailbox, alias, AddressRow.Kind.ALIAS, opener));
  }

  private void put(StoreTransaction transaction, Scope.OfMailbox mailbox, EmailAddress address, AddressRow.Kind kind,
      Opener opener) {
    MailboxStore rung = Rungs.of(transaction, mailbox);
    DomainId domain = domainOf(transaction, mailbox.inWorkspace(), address).orElseThrow(NotFoundException::new);
    if (isOnPlatform(transaction, address)) {
      requireNoTagOfOthers(address);
      requireNoRole(rung, domain, address, opener);
    }
    if (kind == AddressRow.Kind.PRIMARY || rung.addresses().stream().noneMatch(row -> isPrimary(row, address))) {
      AddressRow row = new AddressRow(address, domain, kind);
      rung.putAddress(row);
      changes.afterwards(() -> routeAnew(row));
    }
  }

  /** Where all workspaces share a domain, mail with a tag is that of whoever has the address before it, or will have it. */
  private static void requireNoTagOfOthers(EmailAddress address) {
    if (address.withoutTag().isPresent()) {
      throw new InvalidInputException("address: with a plus-tag, on a platform domain (expected: without)");
    }
  }

  private static void requireNoRole(MailboxStore rung, DomainId domain, EmailAddress address, Opener opener) {
    boolean isOwn =
        rung.addresses().stream().anyMatch(row -> row.address().equals(address) && row.domain().equals(domain));
    if (opener == Opener.KEY_HOLDER && !isOwn && RoleNames.include(address.canonicalLocalPart())) {
      throw new InvalidInputException(
          "address: speaks for the platform (expected: another, or opened by the operator)");
    }
  }

  private static boolean isOnPlatform(StoreTransaction transaction, EmailAddress address) {
    return address.domain().flatMap(transaction.routing()::platformDomain).isPresent();
  }

  private static Optional<DomainId> domainOf(StoreTransaction transaction, Scope.OfWorkspace workspace,
      EmailAddress address) {
    return address.domain()
        .flatMap(name -> transaction.routing()
            .platformDomain(name)
            .or(() -> claim(transaction, workspace, name)));
  }

  private static Optional<DomainId> claim(StoreTransaction transaction, Scope.OfWorkspace workspace, DomainName name) {
    return Rungs.of(transaction, workspace).findDomain(name).map(DomainRow::id);
  }

  private void routeAnew(AddressRow row) {
    routes.addressChanged(row.address());
  }
}
