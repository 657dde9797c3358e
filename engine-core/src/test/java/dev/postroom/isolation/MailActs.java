package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.policy.ListEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mail from outside: to one mailbox, to several of one workspace, or to mailboxes of several workspaces at once. */
record MailActs(World world) {
  private static final int MOST_LETTERS = 5;
  static final String EVERYBODY = "newsletter";

  void receive(Random random) {
    List<EmailAddress> recipients = recipients(random);
    if (recipients.isEmpty()) {
      return;
    }
    Mail mail = mail(recipients, random);
    world.note("mail to " + recipients.size() + " recipients");
    List<Disposition> answers = accept(mail, recipients);
    Map<MailboxNode, LetterNode> copies = new LinkedHashMap<>();
    for (int i = 0; i < recipients.size(); i++) {
      check(recipients.get(i), answers.get(i), mail, copies);
    }
    copies.forEach((mailbox, letter) -> {
      world.touched.at(mailbox);
      mailbox.letters.add(letter);
      world.model.count(mailbox, PolicyNode.What.RECEIVES, 1, world.today());
    });
  }

  private List<EmailAddress> recipients(Random random) {
    List<MailboxNode> open = world.model.presentMailboxes()
        .stream()
        .filter(mailbox -> mailbox.letters.size() < MOST_LETTERS)
        .toList();
    Set<EmailAddress> recipients = new LinkedHashSet<>();
    int count = open.isEmpty() ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      MailboxNode mailbox = open.get(random.nextInt(open.size()));
      List<Slot> slots = mailbox.slots();
      if (!slots.isEmpty()) {
        recipients.add(varied(slots.get(random.nextInt(slots.size())).address(), random));
      }
    }
    return recipients.stream().filter(this::hasRoom).toList();
  }

  /** Where a catch-all leads is known to the model only. */
  private boolean hasRoom(EmailAddress recipient) {
    return world.model.route(recipient).filter(mailbox -> mailbox.letters.size() >= MOST_LETTERS).isEmpty();
  }

  private static EmailAddress varied(EmailAddress address, Random random) {
    String local = switch (random.nextInt(6)) {
      case 0 -> address.localPart() + "+tag";
      case 1 -> "nobody." + address.localPart();
      default -> address.localPart();
    };
    return EmailAddress.of(local, address.domain().orElseThrow());
  }

  private Mail mail(List<EmailAddress> recipients, Random random) {
    Set<String> canaries = recipients.stream()
        .flatMap(recipient -> world.model.route(recipient).stream())
        .map(mailbox -> mailbox.above.canary)
        .collect(Collectors.toSet());
    String word = canaries.size() == 1 ? canaries.iterator().next() : EVERYBODY;
    Optional<String> attachment = random.nextInt(3) == 0 ? Optional.of(word + ".txt") : Optional.empty();
    return new Mail(word, world.number(), attachment, references(word, random));
  }

  /** Message-IDs of mail in any mailbox that has the same word, so that a reference never brings another's. */
  private List<String> references(String word, Random random) {
    List<String> known = world.model.presentMailboxes()
        .stream()
        .flatMap(mailbox -> mailbox.letters.stream())
        .flatMap(letter -> letter.mail.stream())
        .filter(earlier -> earlier.word().equals(word))
        .map(Mail::messageId)
        .toList();
    return known.isEmpty() ? List.of() : List.of(known.get(random.nextInt(known.size())));
  }

  private List<Disposition> accept(Mail mail, List<EmailAddress> recipients) {
    try {
      return world.engine.inbound()
          .accept(new Envelope(ReversePath.of(EmailAddress.parse(mail.sender())), recipients, Peer.local("test")),
              new ByteArrayInputStream(mail.octets()));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  private void check(EmailAddress recipient, Disposition answer, Mail mail, Map<MailboxNode, LetterNode> copies) {
    Optional<MailboxNode> mailbox = world.model.route(recipient);
    if (mailbox.isEmpty()) {
      assertThat(answer).isEqualTo(new Disposition.Rejected(recipient, RejectReason.NO_SUCH_MAILBOX));
    } else if (mailbox.get().standing() == Standing.SUSPENDED) {
      assertThat(answer).isEqualTo(new Disposition.Deferred(recipient, DeferReason.SUSPENDED));
    } else if (world.model.isBlocked(ListEntry.Direction.RECEIVE, mailbox.get(), EmailAddress.parse(mail.sender()))) {
      assertThat(answer).isEqualTo(new Disposition.Rejected(recipient, RejectReason.POLICY));
    } else {
      assertThat(answer).isInstanceOfSatisfying(Disposition.Stored.class, stored -> {
        assertThat(stored.mailbox()).isEqualTo(mailbox.get().scope().mailbox());
        LetterNode copy = copies.computeIfAbsent(mailbox.get(),
            first -> new LetterNode(stored.message(), mail, recipient, thread(mailbox.get(), stored.message())));
        assertThat(stored.message()).isEqualTo(copy.id);
        assertThat(elsewhere(mailbox.get())).noneMatch(letter -> letter.id.equals(stored.message()));
      });
    }
  }

  /** The engine chooses it, and from then on it must stay the same. */
  ThreadId thread(MailboxNode mailbox, MessageId message) {
    return world.store.read(transaction -> transaction.tenant(mailbox.scope().tenant())
        .workspace(mailbox.scope().workspace())
        .mailbox(mailbox.scope().mailbox())
        .find(message)
        .orElseThrow()
        .thread());
  }

  private Stream<LetterNode> elsewhere(MailboxNode mailbox) {
    return world.model.mailboxes().stream().filter(other -> other != mailbox).flatMap(other -> other.letters.stream());
  }
}
