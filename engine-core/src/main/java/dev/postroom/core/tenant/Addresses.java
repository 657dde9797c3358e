package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.event.Changes;
import dev.postroom.core.inbound.Routes;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
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
    return store.read(transaction -> {
      Rungs.of(transaction, workspace);
      return domainOf(transaction, workspace, address)
          .flatMap(domain -> transaction.routing().mailbox(domain, address.canonicalLocalPart()))
          .filter(mailbox -> mailbox.inWorkspace().equals(workspace));
    });
  }

  public void add(Scope.OfMailbox mailbox, EmailAddress address, AddressRow.Kind kind) {
    changes.make(transaction -> {
      put(transaction, mailbox, address, kind);
      transaction.events().append(changes.event(EventType.CHANGED, mailbox));
      return mailbox;
    });
    routeAnew(mailbox);
  }

  public void remove(Scope.OfMailbox mailbox, EmailAddress alias) {
    List<AddressRow> before = addresses(mailbox);
    changes.make(transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      if (rung.addresses().stream().anyMatch(row -> isPrimary(row, alias))) {
        throw new ConflictException(FailureReason.WRONG_STATE, "address: primary (expected: an alias)");
      }
      if (rung.removeAddress(alias)) {
        transaction.events().append(changes.event(EventType.CHANGED, mailbox));
      }
      return mailbox;
    });
    before.forEach(this::routeAnew);
  }

  private static boolean isPrimary(AddressRow row, EmailAddress address) {
    return row.kind() == AddressRow.Kind.PRIMARY && row.address().equals(address);
  }

  void put(StoreTransaction transaction, Scope.OfMailbox mailbox, EmailAddress address, AddressRow.Kind kind) {
    DomainId domain = domainOf(transaction, mailbox.inWorkspace(), address).orElseThrow(() -> new InvalidInputException(
        "address: on another's domain (expected: a domain that this workspace has claimed, or the platform's)"));
    Rungs.of(transaction, mailbox).putAddress(new AddressRow(address, domain, kind));
  }

  private static Optional<DomainId> domainOf(StoreTransaction transaction, Scope.OfWorkspace workspace,
      EmailAddress address) {
    return address.domain()
        .flatMap(name -> claim(transaction, workspace, name)
            .or(() -> transaction.routing().platformDomain(name)));
  }

  private static Optional<DomainId> claim(StoreTransaction transaction, Scope.OfWorkspace workspace, DomainName name) {
    return Rungs.of(transaction, workspace).findDomain(name).map(DomainRow::id);
  }

  /** The addresses of a mailbox were changed, and the change is committed. */
  void routeAnew(Scope.OfMailbox mailbox) {
    addresses(mailbox).forEach(this::routeAnew);
  }

  private void routeAnew(AddressRow row) {
    routes.addressChanged(row.domain(), row.address().canonicalLocalPart());
  }

  private List<AddressRow> addresses(Scope.OfMailbox mailbox) {
    return store.read(transaction -> Rungs.of(transaction, mailbox).addresses());
  }
}
