package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.WorkspaceSession;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address with a tag is a mailbox's own as long as no other has that very address. */
class TaggedAuthorTest {
  private static final EmailAddress DEALS = EmailAddress.parse("support+deals@acme.example");

  private Office office;
  private WorkspaceSession workspace;
  private MailboxSession support;
  private MailboxSession sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder);
    workspace = office.acme.session();
    support = office.session;
    sales = Room.mailbox(office.acme, "sales@acme.example").session();
  }

  @AfterEach
  void close() {
    office.close();
  }

  private static void assertAnswer(MailboxSession from, String author, String word) {
    OutgoingMessage message = OutgoingMessage.to("a@remote.example").from(EmailAddress.parse(author));
    assertThat(from.explain(message)).extracting(one -> Office.word(one.outcome())).containsExactly(word);
    assertThat(Office.words(from.send(message))).containsExactly(word);
  }

  @Test
  void a_tagged_address_is_written_from_by_whom_its_mail_goes_to() {
    MailboxId salesId = sales.id();
    assertAnswer(support, "Support+Deals@acme.example", "QUEUED");
    assertAnswer(sales, "support+deals@acme.example", "NOT_OWN_ADDRESS");

    workspace.addAlias(salesId, DEALS);
    for (String written : new String[]{"support+deals@acme.example", "SUPPORT+DEALS@Acme.Example",
        "\"support+deals\"@acme.example"}) {
      assertAnswer(support, written, "NOT_OWN_ADDRESS");
      assertAnswer(sales, written, "QUEUED");
    }
    assertAnswer(support, "support+a@acme.example", "QUEUED");

    workspace.deleteMailbox(salesId);
    assertAnswer(support, "support+deals@acme.example", "QUEUED");
  }

  @Test
  void an_answer_to_all_goes_to_a_tagged_address_that_is_another_mailboxes() {
    workspace.addAlias(sales.id(), DEALS);
    office.room.receive(Room.letter("All", "of you")
        .replace("To: support@acme.example", "To: support+a@acme.example, support+deals@acme.example"),
        "support@acme.example");
    MessageId received = support.list(MessageQuery.all()).items().get(0).id();

    SendReceipt receipt = support.replyAll(received, OutgoingMessage.ofText("Yes."));
    assertThat(receipt.outcomes()).extracting(one -> one.recipient().toString())
        .containsExactly("customer@remote.example", "support+deals@acme.example");
  }
}
