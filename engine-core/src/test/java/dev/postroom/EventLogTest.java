package dev.postroom;

import static dev.postroom.event.EventType.CHANGED;
import static dev.postroom.event.EventType.CREATED;
import static dev.postroom.event.EventType.DOMAIN_CLAIMED;
import static dev.postroom.event.EventType.DOMAIN_CONFIRMED;
import static dev.postroom.event.EventType.DOMAIN_RELEASED;
import static dev.postroom.event.EventType.ERASED;
import static dev.postroom.event.EventType.KEY_ISSUED;
import static dev.postroom.event.EventType.KEY_REVOKED;
import static dev.postroom.event.EventType.MESSAGE_DELETED;
import static dev.postroom.event.EventType.MESSAGE_FLAGGED;
import static dev.postroom.event.EventType.MESSAGE_RECEIVED;
import static dev.postroom.event.EventType.MESSAGE_REFUSED;
import static dev.postroom.event.EventType.RESUMED;
import static dev.postroom.event.EventType.ROTATED;
import static dev.postroom.event.EventType.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.PostroomException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.StoredEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change leaves one event of its kind, where it happened, and only if it happened. */
class EventLogTest {
  private FaultyStore store;
  private Room room;
  private WorkspaceAdmin acme;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
    acme = room.workspace("acme");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<Event> events() {
    return store.<List<StoredEvent>>read(transaction -> transaction.events()
        .read(0, Optional.of(acme.scope()), Set.of(), 500)).stream().map(StoredEvent::event).toList();
  }

  private List<EventType> types() {
    return events().stream().map(Event::type).toList();
  }

  @Test
  void provisioning_is_told_in_the_order_in_which_it_happened() {
    DomainAdmin domain = acme.claimDomain("acme.example").confirm().confirm();
    MailboxAdmin support = domain.createMailbox("support");
    domain.createMailbox("support");
    support.rename("Support");
    support.addAlias(EmailAddress.parse("help@acme.example"));
    support.removeAlias(EmailAddress.parse("nobody@acme.example"));
    support.suspend();
    support.suspend();
    support.resume();
    IssuedKey key = support.issueKey("agent", Role.READ);
    support.revokeKey(key.id());
    support.revokeKey(key.id());
    acme.rotateEncryption();
    domain.release();
    support.erase();
    support.erase();

    assertThat(types()).containsExactly(CREATED, DOMAIN_CLAIMED, DOMAIN_CONFIRMED, CREATED, CHANGED, CHANGED,
        SUSPENDED, RESUMED, KEY_ISSUED, KEY_REVOKED, ROTATED, DOMAIN_RELEASED, ERASED);
    assertThat(events()).filteredOn(event -> event.type() == KEY_ISSUED || event.type() == KEY_REVOKED)
        .allSatisfy(event -> assertThat(event.detail()).contains(key.id().toString()))
        .allSatisfy(event -> assertThat(event.scope()).isEqualTo(support.scope()));
    assertThat(events()).allSatisfy(event -> assertThat(event.toString()).doesNotContain("example", "Support"));
  }

  @Test
  void mail_is_told_with_its_id_and_without_content() {
    MailboxAdmin support = Room.mailbox(acme, "support@acme.example");
    room.receive(Room.letter("Hello", "text"), "support@acme.example");
    MailboxSession session = support.session();
    MessageId message = session.list(MessageQuery.all()).items().get(0).id();
    session.markRead(message);
    session.markRead(message);
    session.delete(message);

    assertThat(events().subList(4, events().size())).extracting(Event::type)
        .containsExactly(MESSAGE_RECEIVED, MESSAGE_FLAGGED, MESSAGE_DELETED);
    assertThat(events().subList(4, events().size())).allSatisfy(event -> {
      assertThat(event.message()).contains(message);
      assertThat(event.scope()).isEqualTo(support.scope());
      assertThat(event.at()).isEqualTo(Room.OPENING);
    });
  }

  @Test
  void what_did_not_happen_leaves_no_event() {
    MailboxAdmin support = Room.mailbox(acme, "support@acme.example");
    int before = events().size();
    store.fail(FaultyStore.Fault.WRITE);
    for (Runnable change : List.<Runnable>of(support::suspend, () -> support.rename("x"), acme::revokeAllKeys,
        () -> acme.claimDomain("b.example"))) {
      try {
        change.run();
      } catch (PostroomException expected) {
        // The store was told to fail.
      }
    }
    room.receive(Room.letter("Hello", "text"), "support@acme.example");
    store.mend();
    support.rename("y");
    assertThat(types().stream().skip(before).filter(type -> type != MESSAGE_REFUSED))
        .as("but for the refusal, which did happen")
        .containsExactly(CHANGED);
  }
}
