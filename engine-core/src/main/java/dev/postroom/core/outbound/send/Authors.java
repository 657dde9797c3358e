package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.compose.OwnAddresses;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.message.Trace;
import dev.postroom.outbound.Addressee;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who a mailbox may write as. */
final class Authors {
  private final MailStore store;
  private final Recipients recipients;

  Authors(MailStore store, Recipients recipients) {
    this.store = store;
    this.recipients = recipients;
  }

  /**
   * The identity of a mailbox.
   *
   * @param name
   *          its display name, when it has one
   * @param addresses
   *          its addresses, the primary one first
   * @param own
   *          these, with tags too
   * @param confirmed
   *          those of them on a domain that is confirmed for its workspace, or the platform's
   */
  record Identity(Optional<String> name, List<EmailAddress> addresses, OwnAddresses own, OwnAddresses confirmed) {

    /** With the address by which a message came here: the author's own where it was sent from here. */
    OwnAddresses own(Trace trace) {
      return own().and(trace.recipient());
    }

    /** Its primary address. */
    EmailAddress primary() {
      return addresses.stream()
          .findFirst()
          .orElseThrow(() -> new ConflictException(FailureReason.WRONG_STATE, "mailbox: has no address to write from"));
    }

    Author author(EmailAddress address) {
      return new Author(new Addressee(name, address), right(address));
    }

    private Author.Right right(EmailAddress address) {
      if (!own.include(address)) {
        return Author.Right.FOREIGN;
      }
      return confirmed.include(address) ? Author.Right.OWN : Author.Right.NOT_CONFIRMED;
    }

    @Override
    public String toString() {
      return "Identity[addresses=" + addresses.size() + ']';
    }
  }

  Identity identity(Scope.OfMailbox mailbox) {
    Predicate<EmailAddress> leadsElsewhere =
        address -> recipients.find(address).filter(other -> !other.equals(mailbox)).isPresent();
    return store.read(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      List<AddressRow> rows = rung.addresses();
      List<EmailAddress> addresses = rows.stream().map(AddressRow::address).toList();
      List<EmailAddress> confirmed =
          rows.stream().filter(row -> isConfirmed(transaction, row)).map(AddressRow::address).toList();
      return new Identity(rung.row().map(MailboxRow::displayName).filter(name -> !name.isEmpty()), addresses,
          new OwnAddresses(addresses, leadsElsewhere), new OwnAddresses(confirmed, leadsElsewhere));
    });
  }

  /** The domain of an address routes to the claim that the address hangs on exactly when that is confirmed, or the platform's. */
  private static boolean isConfirmed(StoreTransaction transaction, AddressRow row) {
    return row.address()
        .domain()
        .flatMap(name -> transaction.routing().domain(name))
        .map(DomainRoute::domain)
        .filter(row.domain()::equals)
        .isPresent();
  }
}
