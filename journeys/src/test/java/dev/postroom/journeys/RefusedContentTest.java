package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.event.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message whose content the listener turns away, after its recipients were accepted, is not turned away in silence. */
class RefusedContentTest {
  private static final String SALES = "sales@acme.example";
  private static final String OF_SUPPORT = "support ";
  private static final String OF_SALES = "sales ";

  @Test
  void each_rule_that_refuses_a_content_leaves_its_reason_with_every_recipient(@TempDir Path folder)
      throws IOException {
    Queue<String> noted = new ConcurrentLinkedQueue<>();
    try (House house = House.open(folder, builder -> builder.maxMessageSize(2_000))) {
      MailboxAdmin support = house.support();
      house.acme().claimDomain("acme.example").confirm().createMailbox("sales");
      house.engine()
          .subscribe("audit", Set.of(EventType.MESSAGE_REFUSED), (event,
              cursor) -> noted.add((event.scope().equals(support.scope()) ? OF_SUPPORT : OF_SALES)
                  + event.detail().orElseThrow()));
      try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
        refused(talk, "x".repeat(70).concat("\r\n").repeat(40), "552");
        refused(talk, "bare\nline", "554");
      }

      await().untilAsserted(() -> assertThat(noted).containsExactlyInAnyOrder(OF_SUPPORT + "TOO_LARGE",
          OF_SALES + "TOO_LARGE", OF_SUPPORT + "MALFORMED", OF_SALES + "MALFORMED"));
      assertThat(House.list(house.inbox())).isEmpty();
    }
  }

  private static void refused(SmtpTalk talk, String text, String answer) throws IOException {
    talk.envelope("ada@sender.example", House.ADDRESS);
    talk.say("RCPT TO:<" + SALES + ">", "250");
    talk.say("DATA", "354");
    talk.say("Subject: hello\r\n\r\n" + text + "\r\n.", answer);
  }
}
