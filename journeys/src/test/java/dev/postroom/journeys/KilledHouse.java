package dev.postroom.journeys;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program that {@link KilledTest} kills: an engine that takes mail and, one after the other, sends, issues keys and revokes them.
 * It says what it has done; in haste, it says so before.
 */
final class KilledHouse {
  static final String PEER = "journeys.peer-port";
  static final String NAME = "journeys.name";
  static final String HASTY = "journeys.hasty";
  static final String REHEARSAL = "journeys.rehearsal";
  static final String QUEUED = "queued ";
  static final String ISSUED = "issued ";
  static final String REVOKING = "revoking ";
  static final String REVOKED = "revoked ";
  /** Both of every message. */
  static final List<String> RECIPIENTS = List.of("ada@elsewhere.example", "bob@elsewhere.example");
  private static final int RETRIED_EVERY = 10;
  private static final int KEY_EVERY = 2;

  private final House house;
  private final Optional<Haste> haste;

  private KilledHouse(House house, Optional<Haste> haste) {
    this.house = house;
    this.haste = haste;
  }

  public static void main(String[] arguments) {
    int peer = Integer.getInteger(PEER);
    Optional<Haste> haste = Boolean.getBoolean(HASTY) ? Optional.of(new Haste()) : Optional.empty();
    try (House house = House.open(Path.of(arguments[0]), builder -> {
      haste.ifPresent(hasty -> builder.listen(new HastyListener(
          SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress()).hostname("mx.postroom.example"), hasty)));
      return builder.deliverBy(House.relay(peer));
    })) {
      System.out.println(house.engine().listeningOn().getLast().getPort());
      if (Boolean.getBoolean(REHEARSAL)) {
        rehearse(house);
      } else {
        new KilledHouse(house, haste).live(System.getProperty(NAME));
      }
    }
  }

  /** Makes the mailbox, and does each thing once. */
  private static void rehearse(House house) {
    MailboxAdmin support = house.support();
    MailboxSession inbox = house.inbox();
    support.revokeKey(support.issueKey("rehearsed", Role.READ).id());
    inbox.send(OutgoingMessage.to(House.ADDRESS).subject("rehearsed").text("Hello"));
    House.retry(inbox);
  }

  private void live(String name) {
    MailboxAdmin support = house.support();
    MailboxSession inbox = house.inbox();
    for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
      send(inbox, name + '-' + number);
      if (number % KEY_EVERY == 0) {
        changeKeys(support);
      }
      if (number % RETRIED_EVERY == 0) {
        House.retry(inbox);
      }
    }
  }

  private void send(MailboxSession inbox, String subject) {
    OutgoingMessage message = OutgoingMessage.to(RECIPIENTS.getFirst())
        .addTo(Addressee.of(EmailAddress.parse(RECIPIENTS.getLast())))
        .subject(subject)
        .text("Hello")
        .idempotencyKey(subject);
    tell(QUEUED + subject, () -> inbox.send(message));
  }

  /** One is kept, and one is revoked. */
  private void changeKeys(MailboxAdmin support) {
    System.out.println(ISSUED + support.issueKey("kept", Role.READ).secret());
    IssuedKey key = support.issueKey("revoked", Role.READ);
    System.out.println(ISSUED + key.secret());
    System.out.println(REVOKING + key.secret());
    tell(REVOKED + key.secret(), () -> support.revokeKey(key.id()));
  }

  private void tell(String done, Haste.Act act) {
    if (haste.isPresent()) {
      haste.get().later(act);
    } else {
      Haste.now(act);
    }
    System.out.println(done);
  }
}
