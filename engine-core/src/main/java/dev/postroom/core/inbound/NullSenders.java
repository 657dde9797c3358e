package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.Correspondent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which mailboxes want mail that has the null sender. The lists could not be asked about its sender when the recipients were named,
 * so they are asked about its authors when the header is there, and of all for whom it names one that is blocked, the message is not
 * for. What comes to a mailbox by the return path of something that it sent is a report of that, and wanted in any case.
 */
public final class NullSenders {
  /** Nobody has it (RFC 2606, section 2): of all entries only those about everyone are about it. */
  private static final EmailAddress NOBODY = EmailAddress.parse("nobody@nobody.invalid");

  private final ReceivePolicy policy;
  private final ReturnAddresses returnAddresses;

  public NullSenders(ReceivePolicy policy, ReturnAddresses returnAddresses) {
    this.policy = policy;
    this.returnAddresses = returnAddresses;
  }

  /** Those who want a message; all of them when it has a sender, about whom they were asked before. */
  Map<Scope.OfMailbox, EmailAddress> wanting(Arrival arrival, Map<Scope.OfMailbox, EmailAddress> recipients) {
    Map<Scope.OfMailbox, EmailAddress> wanting = new LinkedHashMap<>(recipients);
    if (arrival.sender().equals(ReversePath.ofNull())) {
      List<EmailAddress> authors = authors(arrival);
      wanting.entrySet().removeIf(entry -> !isReport(entry) && isBlocked(entry.getKey(), authors));
    }
    return wanting;
  }

  private static List<EmailAddress> authors(Arrival arrival) {
    List<EmailAddress> named =
        arrival.outline().people().from().stream().map(Correspondent::address).flatMap(Optional::stream).toList();
    return named.isEmpty() ? List.of(NOBODY) : named;
  }

  private boolean isReport(Map.Entry<Scope.OfMailbox, EmailAddress> recipient) {
    return returnAddresses.ofMailbox(recipient.getKey(), recipient.getValue()).isPresent();
  }

  private boolean isBlocked(Scope.OfMailbox mailbox, List<EmailAddress> authors) {
    return authors.stream().anyMatch(author -> policy.isBlocked(mailbox, author));
  }
}
