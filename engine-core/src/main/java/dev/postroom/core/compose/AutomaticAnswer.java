package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.Automation;
import dev.postroom.core.mime.Outline;
import dev.postroom.error.InvalidInputException;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.Correspondent;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a message may be answered by a machine, and to whom (RFC 3834, sections 2 and 4). The answer goes to the sender in the
 * envelope, whatever From and Reply-To say: they may be forged, or lead to many. That the mailbox is not named in To or Cc is no
 * obstacle: mail that comes by an alias of another system is answered too.
 */
public sealed interface AutomaticAnswer {

  /** It may be answered, to this one. */
  record To(Addressee recipient) implements AutomaticAnswer {

    /**
     * The answer with its recipient and, unless it says one, its subject.
     *
     * @throws InvalidInputException
     *           when the answer says recipients
     */
    public OutgoingMessage complete(OutgoingMessage said, Outline original) {
      if (!said.to().isEmpty() || !said.cc().isEmpty() || !said.bcc().isEmpty()) {
        throw new InvalidInputException(
            "recipients: said for an automatic answer (expected: none, it goes to the sender)");
      }
      OutgoingMessage addressed = said.addTo(recipient);
      return addressed.subject().isPresent() ? addressed
          : addressed.subject(SubjectLine.ofAutomaticAnswer(original.subject()));
    }

    @Override
    public String toString() {
      return "To[sealed]";
    }
  }

  /** It is not answered. */
  record Withheld(Cause cause) implements AutomaticAnswer {}

  /** Why a message is not answered by a machine. */
  enum Cause {
    /** The envelope names no sender: a bounce or another notification. */
    NO_SENDER,
    /** It is automatic itself. */
    AUTOMATIC,
    /** It was sent to many, or through a list. */
    BULK,
    /** Its sender asks for no automatic answers. */
    UNWANTED,
    /** It came from this mailbox. */
    OWN,
    /** The sender's address is one that nobody reads, or that reaches many. */
    NOBODY
  }

  /** Decides; nothing is remembered, so how often a peer is answered has to be counted elsewhere. */
  static AutomaticAnswer to(Outline original, ReversePath sender, OwnAddresses own) {
    if (sender.address().isEmpty()) {
      return new Withheld(Cause.NO_SENDER);
    }
    EmailAddress address = sender.address().get();
    return cause(original, address, own).<AutomaticAnswer>map(Withheld::new)
        .orElseGet(() -> new To(named(address, original)));
  }

  private static Optional<Cause> cause(Outline original, EmailAddress sender, OwnAddresses own) {
    Set<Automation.Sign> signs = original.automation().signs();
    boolean fromHere = original.people().from().stream().flatMap(one -> one.address().stream()).anyMatch(own::include);
    if (signs.contains(Automation.Sign.AUTO_SUBMITTED)) {
      return Optional.of(Cause.AUTOMATIC);
    } else if (signs.contains(Automation.Sign.BULK) || signs.contains(Automation.Sign.LIST)) {
      return Optional.of(Cause.BULK);
    } else if (!signs.isEmpty()) {
      return Optional.of(Cause.UNWANTED);
    } else if (fromHere || own.include(sender)) {
      return Optional.of(Cause.OWN);
    }
    return Unattended.includes(sender) ? Optional.of(Cause.NOBODY) : Optional.empty();
  }

  /** With the name that the message gives to just this address. */
  private static Addressee named(EmailAddress sender, Outline original) {
    List<Correspondent> named =
        original.people().from().stream().filter(one -> one.address().filter(sender::equals).isPresent()).toList();
    return Correspondents.reachable(named).stream().findFirst().orElseGet(() -> Addressee.of(sender));
  }
}
