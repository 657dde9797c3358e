package dev.postroom.core.outbound.bounce;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.outbound.ReturnPath;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.id.DeliveryId;
import dev.postroom.spi.store.MailStore;
import java.util.Optional;

/** From a return path that this engine made to the delivery that it was made for. An address that it did not make costs no look-up. */
public final class ReturnAddresses {
  private final ReturnPaths paths;
  private final MailStore store;

  public ReturnAddresses(ReturnPaths paths, MailStore store) {
    this.paths = paths;
    this.store = store;
  }

  /**
   * A delivery, and the mailbox that sent it.
   *
   * @param mailbox
   *          the mailbox
   * @param delivery
   *          the delivery
   */
  public record Returned(Scope.OfMailbox mailbox, DeliveryId delivery) {}

  /** The delivery that an address was made for; nothing when it was not made here, or the delivery is gone. */
  public Optional<Returned> find(EmailAddress address) {
    return paths.read(address).flatMap(this::find);
  }

  private Optional<Returned> find(ReturnPath path) {
    DeliveryId delivery = new DeliveryId(path.id());
    return store.read(transaction -> transaction.outbox().mailboxOf(delivery))
        .filter(path::isOf)
        .map(mailbox -> new Returned(mailbox, delivery));
  }

  boolean isReturnPath(EmailAddress address) {
    return paths.read(address).isPresent();
  }

  /** The delivery of this mailbox that an address was made for. */
  Optional<DeliveryId> ofMailbox(Scope.OfMailbox mailbox, EmailAddress address) {
    return paths.read(address).filter(path -> path.isOf(mailbox)).map(path -> new DeliveryId(path.id()));
  }
}
