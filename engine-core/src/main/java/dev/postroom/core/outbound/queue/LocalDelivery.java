package dev.postroom.core.outbound.queue;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.OutboundContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From one mailbox of this engine to another without the network, through the very pipeline that mail from outside takes: two
 * customers of one engine are as far from each other as two strangers.
 */
final class LocalDelivery {
  private static final Peer PEER = Peer.local("local");

  private final MailReceiver receiver;

  LocalDelivery(MailReceiver receiver) {
    this.receiver = receiver;
  }

  RecipientResult deliver(ReversePath sender, EmailAddress recipient, OutboundContent content) throws IOException {
    try (InboundTransaction transaction = receiver.begin(sender, PEER, OptionalLong.of(content.size()))) {
      return switch (transaction.recipient(recipient)) {
        case RecipientAnswer.Accepted accepted -> content(transaction, content);
        case RecipientAnswer.Deferred deferred -> notNow();
        case RecipientAnswer.Rejected rejected -> never(rejected.reason());
      };
    }
  }

  private static RecipientResult content(InboundTransaction transaction, OutboundContent content) throws IOException {
    try (InputStream octets = content.open()) {
      return switch (transaction.content(octets)) {
        case Reception.Stored stored -> new RecipientResult.Taken(answer(2, 0, 0, "stored"));
        case Reception.Deferred deferred -> notNow();
        case Reception.Rejected rejected -> never(rejected.reason());
      };
    }
  }

  private static RecipientResult notNow() {
    return new RecipientResult.NotNow(answer(4, 3, 0, "not now"));
  }

  private static RecipientResult never(RejectReason reason) {
    return new RecipientResult.Never(switch (reason) {
      case NO_SUCH_MAILBOX -> answer(5, 1, 1, "no such mailbox");
      case TOO_LARGE -> answer(5, 3, 4, "message too large");
      case LOOP -> answer(5, 4, 6, "too many hops");
      case MALFORMED -> answer(5, 6, 0, "malformed");
      case POLICY -> answer(5, 7, 1, "refused by policy");
    });
  }

  private static Answer answer(int category, int subject, int detail, String text) {
    return new Answer(0, Optional.of(new EnhancedStatus(category, subject, detail)), text);
  }
}
