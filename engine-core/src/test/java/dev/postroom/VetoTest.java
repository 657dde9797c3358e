package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.ApiKey;
import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule of the host that takes away from what keys are granted. */
class VetoTest {
  private final Queue<Granted> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean isBroken;
  private Room room;
  private MailboxAdmin support;
  private MailboxSession held;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(InMemoryMailStore.open(), Room.masterKey(folder),
        builder -> builder.spoolFolder(folder).veto(this::forbids));
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
    held = room.engine.keyedAccess().openMailbox(ApiKey.parse(support.issueKey("agent", Role.READ_WRITE).secret()));
    room.receive(Room.letter("Hello", "text"), "support@acme.example");
  }

  private boolean forbids(Granted granted) {
    asked.add(granted);
    if (isBroken) {
      throw new IllegalStateException("broken");
    }
    return granted.permission().filter(Permission.ORGANIZE::equals).isPresent();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void it_takes_an_act_from_every_key_and_none_from_the_operator() {
    assertFails(FailureReason.VETOED, () -> held.delete(held.list(MessageQuery.all()).items().get(0).id()));
    assertThat(held.list(MessageQuery.all())).hasSize(1);

    MailboxSession own = support.session();
    own.delete(own.list(MessageQuery.all()).items().get(0).id());
    assertThat(own.list(MessageQuery.all())).isEmpty();
  }

  @Test
  void it_is_asked_with_every_act_and_told_of_place_and_key() {
    asked.clear();
    held.list(MessageQuery.all());
    held.list(MessageQuery.all());
    assertThat(asked).extracting(Granted::place).isEqualTo(List.of(support.scope(), support.scope()));
    assertThat(asked).allSatisfy(granted -> assertThat(granted.key()).isPresent());
  }

  @Test
  void one_that_throws_forbids() {
    isBroken = true;
    assertFails(FailureReason.VETOED, () -> held.list(MessageQuery.all()));
    isBroken = false;
    assertThat(held.list(MessageQuery.all())).hasSize(1);
  }
}
