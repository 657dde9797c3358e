package dev.postroom.core.inbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Inbound;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The way in for the host's own mail: the same transactions as a transport's, answered for each recipient. */
public final class HostInbound implements Inbound {
  private final MailReceiver receiver;

  public HostInbound(MailReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public List<Disposition> accept(Envelope envelope, InputStream content) throws IOException {
    try (InboundTransaction transaction = receiver.begin(envelope.sender(), envelope.peer(), OptionalLong.empty())) {
      Map<EmailAddress, RecipientAnswer> answers = new LinkedHashMap<>();
      envelope.recipients().forEach(recipient -> answers.computeIfAbsent(recipient, transaction::recipient));
      Optional<Reception> reception =
          isAnyAccepted(answers) ? Optional.of(transaction.content(content)) : Optional.empty();
      return envelope.recipients().stream().map(recipient -> disposition(recipient, answers, reception)).toList();
    }
  }

  private static boolean isAnyAccepted(Map<EmailAddress, RecipientAnswer> answers) {
    return answers.values().stream().anyMatch(RecipientAnswer.Accepted.class::isInstance);
  }

  private static Disposition disposition(EmailAddress recipient, Map<EmailAddress, RecipientAnswer> answers,
      Optional<Reception> reception) {
    return switch (answers.getOrDefault(recipient, new RecipientAnswer.Accepted())) {
      case RecipientAnswer.Rejected rejected -> new Disposition.Rejected(recipient, rejected.reason());
      case RecipientAnswer.Deferred deferred -> new Disposition.Deferred(recipient, deferred.reason());
      case RecipientAnswer.Accepted accepted -> disposition(recipient, reception.orElseThrow());
    };
  }

  private static Disposition disposition(EmailAddress recipient, Reception reception) {
    return switch (reception) {
      case Reception.Stored stored -> stored.copies()
          .stream()
          .filter(copy -> copy.recipient().equals(recipient))
          .findFirst()
          .<Disposition>map(copy -> new Disposition.Stored(recipient, copy.mailbox(), copy.message()))
          .orElseGet(() -> new Disposition.Rejected(recipient, RejectReason.POLICY));
      case Reception.Deferred deferred -> new Disposition.Deferred(recipient, deferred.reason());
      case Reception.Rejected rejected -> new Disposition.Rejected(recipient, rejected.reason());
    };
  }
}
