package dev.postroom.journeys;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.InboundTransport;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.inbound.RunningTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/** A listener that answers a message with 250 and hands it over then: the broken one that {@link KilledTest} must catch. */
record HastyListener(InboundTransport listener, Haste haste) implements InboundTransport {

  @Override
  public RunningTransport start(MailReceiver receiver) {
    return listener.start(new Receiver(receiver, haste));
  }

  /** Of all messages. */
  private record Receiver(MailReceiver receiver, Haste haste) implements MailReceiver {
    @Override
    public InboundTransaction begin(ReversePath sender, Peer peer, OptionalLong announced) {
      return new Transaction(receiver.begin(sender, peer, announced), haste);
    }

    @Override
    public long maxMessageSize() {
      return receiver.maxMessageSize();
    }
  }

  /** Of one message. */
  private record Transaction(InboundTransaction transaction, Haste haste) implements InboundTransaction {
    @Override
    public RecipientAnswer recipient(EmailAddress recipient) {
      return transaction.recipient(recipient);
    }

    @Override
    public Reception content(InputStream content) throws IOException {
      byte[] octets = content.readAllBytes();
      haste.later(() -> transaction.content(new ByteArrayInputStream(octets)));
      return new Reception.Stored(List.of());
    }

    @Override
    public void close() {
      haste.later(transaction::close);
    }
  }
}
