package dev.postroom.core.outbound.bounce;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.outbound.ReturnPath;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.id.DeliveryId;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.Optional;

/**
 * From a return path that this engine made to the delivery that it was made for, and its mailbox. An address that it did not make costs
 * no look-up. A return path is none any more when its domain is no longer the sender's: then it is an address like any other of the new
 * owner.
 */
public final class ReturnAddresses {
  private final ReturnPaths paths;
  private final MailStore store;

  public ReturnAddresses(ReturnPaths paths, MailStore store) {
    this.paths = paths;
    this.store = store;
  }

  /**
   * The mailbox of the delivery that an address was made for; nothing when it was not made here, the delivery is gone, or the domain is
   * neither the platform's nor confirmed for the workspace that sent.
   */
  public Optional<Scope.OfMailbox> find(EmailAddress address) {
    return paths.read(address).flatMap(path -> store.read(transaction -> find(transaction, path, address)));
  }

  /** The same within a transaction. */
  Optional<Scope.OfMailbox> find(StoreTransaction transaction, EmailAddress address) {
    return paths.read(address).flatMap(path -> find(transaction, path, address));
  }

  private static Optional<Scope.OfMailbox> find(StoreTransaction transaction, ReturnPath path, EmailAddress address) {
    DeliveryId delivery = new DeliveryId(path.id());
    return transaction.outbox()
        .mailboxOf(delivery)
        .filter(path::isOf)
        .filter(mailbox -> address.domain().filter(domain -> isStillOf(transaction, mailbox, domain)).isPresent());
  }

  private static boolean isStillOf(StoreTransaction transaction, Scope.OfMailbox mailbox, DomainName domain) {
    return transaction.routing().platformDomain(domain).isPresent()
        || Rungs.evenErased(transaction, mailbox.inWorkspace())
            .findDomain(domain)
            .flatMap(DomainRow::confirmedAt)
            .isPresent();
  }

  /** The delivery of this mailbox that an address was made for. */
  public Optional<DeliveryId> ofMailbox(Scope.OfMailbox mailbox, EmailAddress address) {
    return paths.read(address).filter(path -> path.isOf(mailbox)).map(path -> new DeliveryId(path.id()));
  }
}
