package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message for several recipients: each has its own answer. */
class RecipientsTest {
  private static final String FULL = Outcomes.deferred(DeferReason.MAILBOX_FULL);

  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private MailboxAdmin sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
    sales = Room.mailbox(acme, "sales@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<String> receive(String... recipients) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipients));
  }

  private static MessageSummary only(MailboxAdmin mailbox) {
    List<MessageSummary> all = mailbox.session().list(MessageQuery.all()).items();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void each_recipient_is_answered_in_the_order_of_the_envelope() {
    sales.suspend();
    assertThat(receive("sales@acme.example", "support@acme.example", "nobody@acme.example", "support@acme.example"))
        .containsExactly(Outcomes.deferred(DeferReason.SUSPENDED), STORED,
            Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX), STORED);
    assertThat(only(support).subject()).isEqualTo("Hello");
  }

  @Test
  void nobody_to_store_it_for_means_that_the_content_is_not_read() throws IOException {
    InputStream untouched = FailingSource.after(new byte[0], new IOException("read"));
    assertThat(Outcomes.of(room.receive(untouched, "nobody@acme.example")))
        .containsExactly(Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX));
  }

  @Test
  void several_addresses_of_one_mailbox_are_stored_once_and_name_the_same_message() {
    support.addAlias(EmailAddress.parse("help@acme.example"));
    List<Disposition> answers = room.receive(Room.letter("Hello", "text"), "help@acme.example",
        "support@acme.example", "support+tag@acme.example", "SUPPORT@acme.example");

    assertThat(answers).allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Disposition.Stored.class,
        stored -> assertThat(stored.message()).isEqualTo(only(support).id())));
    assertThat(answers).extracting(answer -> answer.recipient().toString())
        .containsExactly("help@acme.example",
            "support@acme.example", "support+tag@acme.example", "SUPPORT@acme.example");
    assertThat(support.session().read(only(support).id()).trace().recipient().toString())
        .isEqualTo("help@acme.example");
  }

  @Test
  void copies_for_two_workspaces_share_no_id_thread_or_place() {
    MailboxAdmin other = Room.mailbox(room.workspace("globex"), "info@globex.example");
    assertThat(receive("support@acme.example", "info@globex.example")).containsExactly(STORED, STORED);

    MessageSummary one = only(support);
    MessageSummary two = only(other);
    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(one.thread()).isNotEqualTo(two.thread());
    var rowOne = rowOf(support, one);
    var rowTwo = rowOf(other, two);
    assertThat(rowOne.content()).isNotEqualTo(rowTwo.content());
    assertThat(rowOne.summary()).isNotEqualTo(rowTwo.summary());
    assertThat(tokensOf(support, one)).doesNotContainAnyElementsOf(tokensOf(other, two));
    assertThat(other.session().read(two.id()).trace().recipient().toString()).isEqualTo("info@globex.example");
  }

  private MessageRow rowOf(MailboxAdmin mailbox, MessageSummary message) {
    return room.store.read(transaction -> rung(transaction, mailbox).find(message.id()).orElseThrow());
  }

  private Set<Token> tokensOf(MailboxAdmin mailbox, MessageSummary message) {
    return room.store.read(transaction -> rung(transaction, mailbox).tokens(message.id()));
  }

  private static MailboxStore rung(StoreTransaction transaction,
      MailboxAdmin mailbox) {
    return transaction.tenant(mailbox.scope().tenant())
        .workspace(mailbox.scope().workspace())
        .mailbox(mailbox.id());
  }

  @Test
  void a_full_mailbox_is_deferred_alone_and_has_room_again_after_a_deletion() {
    support.setQuota(0);
    assertThat(receive("support@acme.example", "sales@acme.example")).containsExactly(FULL, STORED);

    support.setQuota(1_000_000);
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    support.setQuota(support.describe().usedOctets());
    assertThat(receive("support@acme.example")).containsExactly(FULL);
    support.session().delete(only(support).id());
    assertThat(support.describe().usedOctets()).isZero();
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    support.removeQuota();
    assertThat(receive("support@acme.example")).containsExactly(STORED);
  }

  @Test
  void a_mailbox_with_too_little_room_never_keeps_the_message_from_others() {
    MailboxAdmin other = Room.mailbox(room.workspace("globex"), "info@globex.example");
    support.setQuota(10);

    assertThat(receive("support@acme.example", "info@globex.example").get(1)).isEqualTo(STORED);
    assertThat(receive("support@acme.example", "info@globex.example")).containsExactly(FULL, STORED);
    assertThat(other.describe().messages()).isEqualTo(2);
  }

  @Test
  void of_more_than_a_thousand_recipients_the_others_wait_for_the_next_message() {
    String[] recipients = IntStream.rangeClosed(0, 1_001)
        .mapToObj(i -> "support+" + (i == 1_001 ? 0 : i) + "@acme.example")
        .toArray(String[]::new);

    List<String> answers = receive(recipients);
    assertThat(answers.subList(0, 1_000)).containsOnly(STORED);
    assertThat(answers.get(1_000)).isEqualTo(Outcomes.deferred(DeferReason.TOO_MANY_RECIPIENTS));
    assertThat(answers.get(1_001)).isEqualTo(STORED);
  }

  @Test
  void what_is_too_large_for_all_of_its_mailboxes_may_come_again_for_fewer() throws IOException {
    String[] recipients = IntStream.range(0, 30).mapToObj(i -> "box" + i + "@acme.example").toArray(String[]::new);
    Stream.of(recipients).forEach(address -> Room.mailbox(acme, address));
    byte[] large = new byte[40 << 20];

    assertThat(Outcomes.of(room.receive(new ByteArrayInputStream(large), recipients)))
        .containsOnly(Outcomes.deferred(DeferReason.TOO_MANY_RECIPIENTS));
    assertThat(Outcomes.of(room.receive(new ByteArrayInputStream(large), "box0@acme.example")))
        .containsExactly(STORED);
  }
}
