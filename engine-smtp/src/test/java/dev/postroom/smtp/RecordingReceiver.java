package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An engine in memory: it keeps every message, and answers by what the recipient's local part says, such as {@code suspended} or
 * {@code no_such_mailbox}; {@code broken} makes it throw. Anybody else is accepted.
 */
final class RecordingReceiver implements MailReceiver {

  /** What was stored, its octets as characters of ISO 8859-1. */
  record Received(ReversePath sender, List<EmailAddress> recipients, Peer peer, String text) {
    byte[] octets() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** How contents are answered. */
  @FunctionalInterface
  interface Reader {
    Reception read(InputStream content) throws IOException;
  }

  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final AtomicInteger begun = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger asked = new AtomicInteger();
  volatile OptionalLong lastAnnounced = OptionalLong.empty();
  volatile long maxMessageSize = 1 << 20;
  volatile Reader before = content -> new Reception.Stored(List.of());
  /** What of the messages that are answered as stored is kept: a receiver that loses some is there to be found out. */
  volatile Predicate<Received> keeps = message -> true;

  @Override
  public InboundTransaction begin(ReversePath sender, Peer peer, OptionalLong announced) {
    if (sender.address().filter(address -> address.localPart().equals("broken")).isPresent()) {
      throw new IllegalStateException("broken on purpose");
    }
    begun.incrementAndGet();
    lastAnnounced = announced;
    open.incrementAndGet();
    return new Recording(sender, peer);
  }

  @Override
  public long maxMessageSize() {
    return maxMessageSize;
  }

  private final class Recording implements InboundTransaction {
    private final ReversePath sender;
    private final Peer peer;
    private final List<EmailAddress> recipients = new ArrayList<>();
    private boolean closed;

    Recording(ReversePath sender, Peer peer) {
      this.sender = sender;
      this.peer = peer;
    }

    @Override
    public RecipientAnswer recipient(EmailAddress recipient) {
      asked.incrementAndGet();
      if (recipient.localPart().equals("broken")) {
        throw new IllegalStateException("broken on purpose");
      }
      for (RejectReason reason : RejectReason.values()) {
        if (recipient.localPart().equalsIgnoreCase(reason.name())) {
          return new RecipientAnswer.Rejected(reason);
        }
      }
      for (DeferReason reason : DeferReason.values()) {
        if (recipient.localPart().equalsIgnoreCase(reason.name())) {
          return new RecipientAnswer.Deferred(reason);
        }
      }
      recipients.add(recipient);
      return new RecipientAnswer.Accepted();
    }

    @Override
    public Reception content(InputStream content) throws IOException {
      Reception answer = before.read(content);
      if (answer instanceof Reception.Stored) {
        Received message = new Received(sender, List.copyOf(recipients), peer,
            new String(content.readAllBytes(), StandardCharsets.ISO_8859_1));
        if (keeps.test(message)) {
          received.add(message);
        }
      }
      return answer;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
