package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.EventType;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpRelay;
import dev.postroom.testkit.CanaryScan;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants words in all that is said when a mailbox sends, and looks for them in all that the engine leaves on the disk. */
class SentCanaryTest {
  /** Those that an outside server is shown; of the others one stands in each place that is kept and not sent. */
  private static final List<String> SENT_WORDS = List.of("subjectcanary", "bodycanary", "markupcanary",
      "filenamecanary", "headercanary", "namecanary", "recipientcanary", "copycanary", "replytocanary", "urlcanary");
  private static final List<String> KEPT_WORDS = List.of("contentcanary", "blindcanary", "ghostcanary", "answercanary",
      "waitingcanary", "suppressedcanary", "blockedcanary", "domaincanary", "relaycanary", "usercanary",
      "passwordcanary", "idempotencycanary", "refusedcanary");
  private static final String GHOST = "ghostcanary@elsewhere.example";
  private static final int LARGE = 1_500_000;

  /** Of this whole JVM; JUnit makes its own in it. */
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  @TempDir
  Path folder;

  private final AtomicInteger settled = new AtomicInteger();

  @Test
  void no_word_of_what_is_sent_or_said_about_it_is_found_in_any_file_or_log() throws Exception {
    Path spool = Files.createDirectory(folder.resolve("spool"));
    try (LogTrap logs = new LogTrap(); ScriptedSmtpPeer peer = ScriptedSmtpPeer.open()) {
      peer.recipient(GHOST, Reaction.say("550 5.1.1 Nobody here, says answercanary"));
      peer.once(SmtpStep.MAIL, Reaction.say("451 4.3.0 Later, says answercanary"));
      SmtpRelay relay = House.relay(peer.port());
      try (House house = House.open(folder, builder -> builder.spoolFolder(spool).deliverBy(relay))) {
        furnish(house);
        MailboxSession inbox = house.inbox();
        house.engine()
            .subscribe("journey", Set.of(EventType.DELIVERY_TAKEN, EventType.DELIVERY_BOUNCED),
                (event, cursor) -> settled.incrementAndGet());
        sendAll(inbox);
        await().until(() -> settled.get() == 4 || hurry(inbox));
        assertShown(peer);
        assertNoWordLiesAbout();
        useAndScan(house, inbox);
      }
      logs.writeTo(folder.resolve("log.txt"));
      assertNoWordLiesAbout();
    }
    assertThat(spool).isEmptyDirectory();
  }

  private static void furnish(House house) {
    house.support();
    house.acme()
        .claimDomain("second.example")
        .setEgress(Egress.relay("relaycanary.example", 587).login("usercanary", "passwordcanary"));
    MailboxPolicy policy = house.support().session().policy();
    policy.suppress(address("suppressedcanary"), Suppression.Reason.UNSUBSCRIBE,
        Optional.empty());
    policy.addEntry(Direction.SEND, Verdict.BLOCK,
        AddressPattern.of(address("blockedcanary")));
    policy.addEntry(Direction.RECEIVE, Verdict.BLOCK,
        new AddressPattern.OnDomainOrBelow(DomainName.of("domaincanary.example")));
  }

  private static void sendAll(MailboxSession inbox) {
    OutgoingMessage message = OutgoingMessage.to(Addressee.of("The namecanary", address("recipientcanary")))
        .addCc(Addressee.of(address("copycanary")))
        .addBcc(Addressee.of(address("blindcanary")))
        .addBcc(Addressee.of(EmailAddress.parse(GHOST)))
        .addBcc(Addressee.of(address("suppressedcanary")))
        .replyTo(Addressee.of(address("replytocanary")))
        .subject("The subjectcanary")
        .text("There is a bodycanary in here.")
        .html("<p>And a markupcanary.</p>")
        .addHeader("X-Journey", "headercanary")
        .unsubscribe(URI.create("https://acme.example/urlcanary"))
        .idempotencyKey("idempotencycanary")
        .addAttachment(OutgoingAttachment.of("filenamecanary.txt", "text/plain", content()));
    assertThat(inbox.send(message).outcomes()).filteredOn(RecipientOutcome.Queued.class::isInstance).hasSize(4);
    inbox.send(OutgoingMessage.to("waitingcanary@elsewhere.example")
        .subject("A waitingcanary")
        .text("Not yet.")
        .sendAt(Instant.now().plus(Duration.ofDays(1))));
    inbox.send(OutgoingMessage.to("refusedcanary@elsewhere.example")
        .addTo(Addressee.of(address("blockedcanary")))
        .text("A refusedcanary")
        .sendAt(Instant.now().plus(Duration.ofDays(2))));
  }

  private static byte[] content() {
    return "contentcanary ".repeat(LARGE / 14).getBytes(StandardCharsets.US_ASCII);
  }

  private static EmailAddress address(String localPart) {
    return EmailAddress.parse(localPart + "@elsewhere.example");
  }

  private static boolean hurry(MailboxSession inbox) {
    House.retry(inbox);
    return false;
  }

  private static void assertShown(ScriptedSmtpPeer peer) {
    assertThat(peer.taken()).hasSize(3);
    assertThat(peer.taken().stream().map(ReceivedMail::text)).allSatisfy(text -> assertThat(text).contains(SENT_WORDS));
  }

  private void useAndScan(House house, MailboxSession inbox) {
    assertThat(inbox.policy().findSuppression(EmailAddress.parse(GHOST))).isPresent();
    assertThat(inbox.policy().listSuppressions(PageRequest.first()).items()).hasSize(2);
    assertThat(inbox.deliveries().list(Set.of(DeliveryState.BOUNCED), PageRequest.first()).items().get(0).reply())
        .hasValueSatisfying(answer -> assertThat(answer).contains("answercanary"));
    house.support().rotateEncryption();
    house.acme().rotateEncryption();
    assertNoWordLiesAbout();
    assertThat(House.list(inbox)).isNotEmpty();
  }

  private static void assertNoWordLiesAbout() {
    assertThat(CanaryScan.of(TEMP, SENT_WORDS)).isEmpty();
    assertThat(CanaryScan.of(TEMP, KEPT_WORDS)).isEmpty();
  }
}
