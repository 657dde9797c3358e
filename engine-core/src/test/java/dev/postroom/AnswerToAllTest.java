package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox that answers to all does not write to itself. */
class AnswerToAllTest {
  @TempDir
  Path folder;

  private Office office;

  @BeforeEach
  void open() {
    office = new Office(folder);
  }

  @AfterEach
  void close() {
    office.close();
  }

  @Test
  void an_answer_to_all_leaves_out_the_address_by_which_a_catch_all_took_the_original() {
    office.acme.findDomain("acme.example").orElseThrow().setCatchAll(office.support);
    office.room.receive("""
        From: customer@remote.example
        To: anything@acme.example, b@remote.example
        Cc: support@acme.example

        Help.
        """, "anything@acme.example");
    MessageSummary received = office.session.list(MessageQuery.inbox()).items().get(0);
    SendReceipt answer = office.session.replyAll(received.id(), OutgoingMessage.ofText("We help."));
    office.awaitQuiet();

    assertThat(answer.outcomes()).extracting(outcome -> outcome.recipient().toString())
        .containsExactly("customer@remote.example", "b@remote.example");
    assertThat(office.session.list(MessageQuery.inbox())).extracting(MessageSummary::id).containsExactly(received.id());
  }
}
