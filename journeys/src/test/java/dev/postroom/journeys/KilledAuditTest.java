package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.journeys.Wrong.Kind;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control of {@link KilledTest}: what it looks through after a kill, with something wrong in it, of each kind. */
class KilledAuditTest {
  private static final String RECEIVED = KilledMail.SUBJECT + "received";
  private static final String SENT = KilledSends.SUBJECT + "sent";

  private final ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
  private final KilledAudit audit = KilledAudit.ofNothingYet();
  @TempDir
  Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder, builder -> builder.deliverBy(House.relay(peer.port())));
    house.support();
  }

  @AfterEach
  void close() {
    house.close();
    peer.close();
  }

  @Test
  void what_is_as_it_should_be_is_not_reported() throws Exception {
    audit.mail().sends(RECEIVED, letter("Hello"));
    receive("Hello");
    audit.mail().answered(RECEIVED);
    send(KilledHouse.RECIPIENTS);
    audit.keys().issued(house.support().issueKey("kept", Role.READ).secret());

    assertThat(kinds(handedOver(2))).isEmpty();
    assertThat(audit.sends().auditTaken(peer.taken())).isEmpty();
  }

  @Test
  void mail_that_is_there_twice_is_reported() throws Exception {
    audit.mail().sends(RECEIVED, letter("Hello"));
    receive("Hello");
    receive("Hello");

    assertThat(kinds(peer.taken())).containsExactly(Kind.MAIL_TWICE);
  }

  @Test
  void mail_that_is_another_than_was_sent_is_reported() throws Exception {
    audit.mail().sends(RECEIVED, letter("Hello"));
    receive("Hullo");

    assertThat(kinds(peer.taken())).containsExactly(Kind.MAIL_TORN);
  }

  @Test
  void mail_that_nobody_has_sent_is_reported() throws Exception {
    receive("Hello");

    assertThat(kinds(peer.taken())).containsExactly(Kind.MAIL_MADE_UP);
  }

  @Test
  void what_was_queued_twice_is_reported() throws Exception {
    peer.always(SmtpStep.MAIL, Reaction.say("451 4.3.0 Later"));
    send(KilledHouse.RECIPIENTS);
    send(KilledHouse.RECIPIENTS);

    assertThat(kinds(peer.taken())).containsExactly(Kind.SEND_TWICE);
  }

  @Test
  void what_was_queued_for_some_of_its_recipients_is_reported() throws Exception {
    peer.always(SmtpStep.MAIL, Reaction.say("451 4.3.0 Later"));
    send(KilledHouse.RECIPIENTS.subList(0, 1));

    assertThat(kinds(peer.taken())).containsExactly(Kind.SEND_TORN);
  }

  @Test
  void what_one_life_handed_over_twice_is_reported() throws Exception {
    send(KilledHouse.RECIPIENTS);
    List<ReceivedMail> taken = new ArrayList<>(handedOver(2));
    taken.add(taken.getFirst());

    assertThat(kinds(taken)).containsExactly(Kind.SENT_AGAIN);
  }

  @Test
  void what_was_handed_over_again_after_it_was_settled_is_reported() throws Exception {
    send(KilledHouse.RECIPIENTS);
    List<ReceivedMail> taken = new ArrayList<>(handedOver(2));
    assertThat(kinds(taken)).isEmpty();
    taken.add(taken.getFirst());

    assertThat(audit.sends().auditTaken(taken)).extracting(Wrong::kind).containsExactly(Kind.SENT_AGAIN);
  }

  @Test
  void what_was_taken_under_two_message_ids_is_reported() throws Exception {
    send(KilledHouse.RECIPIENTS);
    List<ReceivedMail> taken = new ArrayList<>(handedOver(2));
    ReceivedMail one = taken.getFirst();
    taken.add(new ReceivedMail(0, false, one.login(), one.sender(), one.parameters(), one.recipients(),
        one.text().replace("Message-ID: <", "Message-ID: <another.")));

    assertThat(audit.sends().auditTaken(taken)).extracting(Wrong::kind).containsExactly(Kind.SEND_TWICE);
  }

  @Test
  void more_that_was_handed_over_and_not_written_down_than_can_have_been_on_the_wire_is_reported() throws Exception {
    send(KilledHouse.RECIPIENTS.subList(0, 1));
    ReceivedMail one = handedOver(1).getFirst();
    List<ReceivedMail> taken = new ArrayList<>();
    for (int number = 0; number < 21; number++) {
      taken.add(new ReceivedMail(0, false, one.login(), one.sender(), one.parameters(),
          List.of(number + "@elsewhere.example"), one.text()));
    }

    assertThat(kinds(taken)).contains(Kind.SENT_UNWRITTEN);
  }

  @Test
  void a_key_that_does_not_open_is_reported() throws Exception {
    IssuedKey key = house.support().issueKey("lost", Role.READ);
    audit.keys().issued(key.secret());
    house.support().revokeKey(key.id());

    assertThat(kinds(peer.taken())).containsExactly(Kind.KEY_LOST);
  }

  private static String letter(String text) {
    return "From: ada@sender.example\r\nSubject: " + RECEIVED + "\r\n\r\n" + text + "\r\n";
  }

  private void receive(String text) throws IOException {
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
      talk.envelope("ada@sender.example", House.ADDRESS);
      talk.data(sink -> sink.write(letter(text).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private void send(List<String> recipients) {
    OutgoingMessage message = OutgoingMessage.to(recipients.getFirst()).subject(SENT).text("Hello");
    for (String further : recipients.subList(1, recipients.size())) {
      message = message.addTo(Addressee.of(EmailAddress.parse(further)));
    }
    house.inbox().send(message);
    audit.sends().queued(SENT);
  }

  private List<ReceivedMail> handedOver(int deliveries) {
    MailboxSession inbox = house.inbox();
    await().until(() -> inbox.deliveries()
        .list(Set.of(DeliveryState.DELIVERED), PageRequest.first())
        .items()
        .size() == deliveries);
    return peer.taken();
  }

  private List<Kind> kinds(List<ReceivedMail> taken) throws IOException {
    return audit.of(house, taken).stream().map(Wrong::kind).toList();
  }
}
