package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose quota of received messages is used up is deferred, and nobody else with it. */
class ReceiveQuotaTest {
  private static final String LIMITED = Outcomes.deferred(DeferReason.LIMITED);
  private static final String ALICE = "alice@mail.example";
  private static final String BOB = "bob@mail.example";
  private static final String ROB = "rob@mail.example";

  private Room room;
  private MailboxAdmin alice;
  private WorkspaceAdmin globex;
  private MailboxAdmin bob;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    room.engine.addPlatformDomain("mail.example");
    alice = room.engine.tenants().create("acme").defaultWorkspace().createMailbox(NewMailbox.at(ALICE));
    globex = room.engine.tenants().create("globex").defaultWorkspace();
    bob = globex.createMailbox(NewMailbox.at(BOB));
    globex.createMailbox(NewMailbox.at(ROB));
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<String> receive(String... recipients) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipients));
  }

  @Test
  void a_quota_that_is_used_up_defers_its_own_recipient_alone() {
    bob.setLimits(Limits.none().receives(0, Limit.Window.DAY));

    assertThat(receive(ALICE, BOB)).containsExactly(STORED, LIMITED);
    assertThat(receive(BOB, ALICE)).containsExactly(LIMITED, STORED);
    assertThat(alice.session().list(MessageQuery.all())).hasSize(2);
    assertThat(bob.session().list(MessageQuery.all())).isEmpty();
  }

  @Test
  void a_quota_counts_every_mailbox_of_a_message_once() {
    globex.setLimits(Limits.none().receives(3, Limit.Window.DAY));

    assertThat(receive(BOB, "bob+tag@mail.example", ROB)).containsExactly(STORED, STORED, STORED);
    assertThat(receive(ALICE, BOB, "bob+tag@mail.example", ROB)).containsExactly(STORED, STORED, STORED, LIMITED);
    assertThat(receive(BOB, ALICE)).containsExactly(LIMITED, STORED);
    room.clock.advance(Duration.ofDays(1));
    assertThat(receive(BOB)).containsExactly(STORED);
  }
}
