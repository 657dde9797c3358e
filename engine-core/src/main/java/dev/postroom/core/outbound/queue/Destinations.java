package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.outbound.Egress;
import java.util.Optional;

/**
 * From a delivery to where it goes. Recipients that are mailboxes of this engine never leave it. What shares the engine's own way
 * fails and fills up together by the recipients' domains, or by the relay; a customer's own way is always apart from everybody else's.
 */
final class Destinations {
  private final Recipients recipients;
  private final Egresses egresses;
  private final Egress standard;

  Destinations(Recipients recipients, Egresses egresses, Egress standard) {
    this.recipients = recipients;
    this.egresses = egresses;
    this.standard = standard;
  }

  Destination of(Scope.OfMailbox mailbox, DeliveryEnvelope envelope) {
    if (recipients.find(envelope.recipient()).isPresent()) {
      return new Destination.Here();
    }
    Optional<Egress> own =
        envelope.author().domain().flatMap(domain -> egresses.of(mailbox.inWorkspace(), domain));
    String owner = own.isPresent() ? mailbox.workspace().toString() + ' ' : "";
    Egress egress = own.orElse(standard);
    return new Destination.There(owner + end(egress, envelope.recipient()), egress);
  }

  private static String end(Egress egress, EmailAddress recipient) {
    return switch (egress.route()) {
      case Egress.Direct direct -> recipient.domain().map(DomainName::value).orElseGet(recipient::toString);
      case Egress.Relay relay -> relay.host() + ':' + relay.port();
    };
  }
}
