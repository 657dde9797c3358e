package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.MailboxId;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.inbound.InboundTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One message on its way in, used by one thread. */
final class ReceivingTransaction implements InboundTransaction {
  private final ReversePath sender;
  private final Peer peer;
  private final Admission admission;
  private final Intake intake;
  private final int mostRecipients;
  private final BooleanSupplier closing;
  private final Map<EmailAddress, Scope.OfMailbox> accepted = new LinkedHashMap<>();
  /** For these something was reserved that is given back unless it is used. */
  private final List<Admission.Admitted> reserved = new ArrayList<>();
  private boolean contentGiven;

  ReceivingTransaction(ReversePath sender, Peer peer, Admission admission, Intake intake, int mostRecipients,
      BooleanSupplier closing) {
    this.sender = sender;
    this.peer = peer;
    this.admission = admission;
    this.intake = intake;
    this.mostRecipients = mostRecipients;
    this.closing = closing;
  }

  @Override
  public RecipientAnswer recipient(EmailAddress recipient) {
    if (closing.getAsBoolean()) {
      return new RecipientAnswer.Deferred(DeferReason.CLOSING);
    }
    if (accepted.containsKey(recipient)) {
      return new RecipientAnswer.Accepted();
    }
    if (accepted.size() >= mostRecipients) {
      return new RecipientAnswer.Deferred(DeferReason.TOO_MANY_RECIPIENTS);
    }
    return switch (admission.of(sender, recipient, accepted.values())) {
      case Admission.Admitted admitted -> {
        accepted.put(recipient, admitted.mailbox());
        reserved.add(admitted);
        yield new RecipientAnswer.Accepted();
      }
      case Admission.Again again -> {
        accepted.put(recipient, again.mailbox());
        yield new RecipientAnswer.Accepted();
      }
      case Admission.Turned turned -> turned.answer();
    };
  }

  @Override
  public Reception content(InputStream content) throws IOException {
    if (accepted.isEmpty() || contentGiven) {
      throw new IllegalStateException(contentGiven ? "content: given before" : "recipients: none accepted");
    }
    contentGiven = true;
    if (closing.getAsBoolean()) {
      return new Reception.Deferred(DeferReason.CLOSING);
    }
    return forEachRecipient(intake.take(sender, peer, mailboxes(), content));
  }

  /** Each mailbox once, with the recipient that led to it first. */
  private Map<Scope.OfMailbox, EmailAddress> mailboxes() {
    Map<Scope.OfMailbox, EmailAddress> mailboxes = new LinkedHashMap<>();
    accepted.forEach((recipient, mailbox) -> mailboxes.putIfAbsent(mailbox, recipient));
    return mailboxes;
  }

  private Reception forEachRecipient(Reception reception) {
    if (!(reception instanceof Reception.Stored stored)) {
      return reception;
    }
    Map<MailboxId, Disposition.Stored> copies = new HashMap<>();
    stored.copies().forEach(copy -> copies.put(copy.mailbox(), copy));
    reserved.removeIf(mailbox -> copies.containsKey(mailbox.mailbox()));
    List<Disposition.Stored> answers = new ArrayList<>(accepted.size());
    accepted.forEach((recipient, mailbox) -> Optional.ofNullable(copies.get(mailbox.mailbox()))
        .map(copy -> new Disposition.Stored(recipient, copy.mailbox(), copy.message()))
        .ifPresent(answers::add));
    return new Reception.Stored(answers);
  }

  @Override
  public void close() {
    contentGiven = true;
    accepted.clear();
    reserved.forEach(admission::giveBack);
    reserved.clear();
  }
}
