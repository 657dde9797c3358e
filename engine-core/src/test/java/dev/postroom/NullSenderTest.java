package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.session.MailboxSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who leaves the sender away is judged by the author that the header names, and reports of what was sent come through. */
class NullSenderTest {
  private static final String SUPPORT = "support@acme.example";
  private static final String SALES = "sales@globex.example";
  private static final String REJECTED = Outcomes.rejected(RejectReason.POLICY);
  private static final AddressPattern CUSTOMER = AddressPattern.of(EmailAddress.parse("customer@remote.example"));

  private Office office;
  private MailboxSession sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder);
    sales = office.otherCustomer();
  }

  @AfterEach
  void close() {
    office.close();
  }

  private void block(AddressPattern pattern) {
    office.session.policy().addEntry(Direction.RECEIVE, Verdict.BLOCK, pattern);
  }

  private List<String> receive(String message, String... recipients) throws IOException {
    return Outcomes.of(accepted(message, recipients));
  }

  private List<Disposition> accepted(String message, String... recipients) throws IOException {
    Envelope envelope = new Envelope(ReversePath.ofNull(),
        Arrays.stream(recipients).map(EmailAddress::parse).toList(), Peer.local("test"));
    return office.room.engine.inbound().accept(envelope, new ByteArrayInputStream(Room.octets(message)));
  }

  private static String letter() {
    return Room.letter("Hello", "text");
  }

  @Test
  void an_author_who_is_blocked_is_blocked_without_a_sender_too() throws IOException {
    assertThat(receive(letter(), SUPPORT)).containsExactly(Outcomes.STORED);
    block(CUSTOMER);
    assertThat(receive(letter(), SUPPORT)).containsExactly(REJECTED);
    assertThat(receive(letter().replace("customer@", "other@"), SUPPORT)).containsExactly(Outcomes.STORED);
    assertThat(receive(letter().replace("From: ", "From: other@remote.example, "), SUPPORT))
        .as("one of two authors")
        .containsExactly(REJECTED);
  }

  @Test
  void who_blocks_the_domain_of_the_author_blocks_it() throws IOException {
    block(AddressPattern.of(DomainName.of("remote.example")));
    assertThat(receive(letter(), SUPPORT)).containsExactly(REJECTED);
  }

  @Test
  void who_blocks_everyone_is_written_to_by_nobody_but_those_who_are_let_in() throws IOException {
    block(AddressPattern.everyone());
    assertThat(receive(letter(), SUPPORT)).containsExactly(REJECTED);
    assertThat(receive("Subject: of nobody\n\ntext\n", SUPPORT)).containsExactly(REJECTED);
    assertThat(receive("From: nonsense\nSubject: of nobody\n\ntext\n", SUPPORT)).containsExactly(REJECTED);
    office.session.policy().addEntry(Direction.RECEIVE, Verdict.ALLOW, CUSTOMER);
    assertThat(receive(letter(), SUPPORT)).containsExactly(Outcomes.STORED);
  }

  @Test
  void mail_that_names_no_author_is_stored_where_not_everyone_is_blocked() throws IOException {
    block(CUSTOMER);
    assertThat(receive("Subject: of nobody\n\ntext\n", SUPPORT)).containsExactly(Outcomes.STORED);
  }

  @Test
  void a_report_to_a_return_path_comes_through_and_one_to_the_mailbox_itself_is_judged() throws IOException {
    DeliveryId delivery = Office.delivery(office.session.send(OutgoingMessage.to("a@remote.example").text("Hello.")));
    office.awaitState(delivery, DeliveryState.DELIVERED);
    String returnPath = office.transport.handedOver().get(0).sender().address().orElseThrow().toString();
    block(AddressPattern.everyone());
    String report = Reports.failed("a@remote.example", "5.1.1", "<x@y.example>");

    assertThat(receive(report, SUPPORT)).containsExactly(REJECTED);
    assertThat(receive(report, returnPath)).containsExactly(Outcomes.STORED);
    assertThat(office.session.deliveries().read(delivery).state()).isEqualTo(DeliveryState.BOUNCED);
  }

  @Test
  void the_list_of_one_recipient_says_nothing_for_another() throws IOException {
    block(CUSTOMER);
    assertThat(receive(letter(), SUPPORT, SALES, "support+tag@acme.example"))
        .containsExactly(REJECTED, Outcomes.STORED, REJECTED);

    assertThat(office.session.list(MessageQuery.all())).isEmpty();
    assertThat(sales.list(MessageQuery.all())).hasSize(1);
    await().until(() -> !office.events(EventType.MESSAGE_REFUSED).isEmpty());
    assertThat(office.events(EventType.MESSAGE_REFUSED)).extracting(Event::scope, event -> event.detail().orElseThrow())
        .containsExactly(tuple(office.support.scope(), "POLICY"));
  }

  @Test
  void what_is_not_for_a_mailbox_takes_nothing_from_its_rate() throws IOException {
    office.support.setLimits(Limits.none().receives(1, Limit.Window.HOUR));
    block(CUSTOMER);
    assertThat(receive(letter(), SUPPORT, SALES)).containsExactly(REJECTED, Outcomes.STORED);
    assertThat(receive(letter(), SUPPORT)).containsExactly(REJECTED);

    assertThat(receive(letter().replace("customer@", "other@"), SUPPORT)).containsExactly(Outcomes.STORED);
  }
}
