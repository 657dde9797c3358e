package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.Disposition;
import dev.postroom.message.MessageQuery;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender chooses how many people a message names, and how many mailboxes it goes to; what is written for it stays small. */
class ManyCorrespondentsTest {
  private static final int MAILBOXES = 50;

  private Room room;
  private List<MailboxAdmin> mailboxes;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder, InMemoryMailStore.open());
    WorkspaceAdmin acme = room.workspace("acme");
    mailboxes = IntStream.range(0, MAILBOXES)
        .mapToObj(number -> Room.mailbox(acme, "m" + number + "@acme.example"))
        .toList();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static String people(String prefix) {
    return IntStream.range(0, 1_000)
        .mapToObj(number -> prefix + number + "@remote.example")
        .collect(Collectors.joining(",\n "));
  }

  @Test
  void a_message_that_names_thousands_to_many_mailboxes_leaves_few_tokens() {
    String[] recipients =
        IntStream.range(0, MAILBOXES).mapToObj(number -> "m" + number + "@acme.example").toArray(String[]::new);
    List<Disposition> answers = room.receive("From: " + people("f") + "\nTo: " + people("t") + "\nCc: " + people("c")
        + "\nSubject: all\nMessage-ID: <a@remote.example>\n\ntext\n", recipients);

    assertThat(answers).allMatch(Disposition.Stored.class::isInstance);
    assertThat(mailboxes.stream().mapToInt(this::tokens).sum()).isLessThan(7_000);
  }

  private int tokens(MailboxAdmin mailbox) {
    MessageId message = mailbox.session().list(MessageQuery.all()).items().get(0).id();
    Scope.OfMailbox place = mailbox.scope();
    return room.store.<Integer>read(transaction -> transaction.tenant(place.tenant())
        .workspace(place.workspace())
        .mailbox(place.mailbox())
        .tokens(message)
        .size());
  }
}
