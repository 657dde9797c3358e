package dev.postroom.journeys;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpRelay;
import java.nio.file.Path;

/**
 * The program that {@link KilledSenderTest} kills: it sends one message after the other to two recipients, says which were queued, and
 * tries again at once what did not go.
 */
final class KilledSender {
  static final String PORT = "journeys.peer-port";
  static final String ROUND = "journeys.round";

  private KilledSender() {}

  public static void main(String[] arguments) {
    String round = System.getProperty(ROUND);
    SmtpRelay relay = relay(Integer.getInteger(PORT));
    try (House house = House.open(Path.of(arguments[0]), builder -> builder.deliverBy(relay))) {
      MailboxSession inbox = house.inbox();
      for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
        String subject = "round-" + round + "-message-" + number;
        inbox.send(OutgoingMessage.to("ada@elsewhere.example")
            .addTo(Addressee.of(EmailAddress.parse("bob@elsewhere.example")))
            .subject(subject)
            .text("Hello")
            .idempotencyKey(subject));
        System.out.println(subject);
        if (number % 10 == 0) {
          House.retry(inbox);
        }
      }
    }
  }

  static SmtpRelay relay(int port) {
    return SmtpRelay.to("127.0.0.1", port).tls(TlsPolicy.NONE);
  }
}
