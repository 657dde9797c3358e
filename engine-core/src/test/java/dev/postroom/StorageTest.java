package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.session.MailboxSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent is kept too, so it needs room like what is received, and takes it. */
class StorageTest {
  private static final OutgoingMessage MESSAGE = OutgoingMessage.to("a@remote.example").text("Hello.");

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

  private List<String> send(MailboxSession from) {
    return Office.words(from.send(MESSAGE));
  }

  private void assertFull(Scope place, long octets) {
    int before = office.session.list(MessageQuery.sent()).items().size();
    Limit limit = new Limit(Limit.Kind.STORED_OCTETS, Limit.Window.TOTAL, octets);
    assertThat(office.session.explain(MESSAGE)).singleElement().satisfies(explained -> {
      assertThat(Office.word(explained.outcome())).isEqualTo("STORAGE");
      assertThat(explained.rule()).contains(new Explanation.ByLimit(place, Optional.empty(), limit));
    });
    assertThat(send(office.session)).containsExactly("STORAGE");
    assertThat(office.session.list(MessageQuery.sent()).items()).hasSize(before);
    assertThat(office.session.policy().usage().today().sends()).isEqualTo(before);
  }

  private void deleteAll() {
    office.awaitQuiet();
    office.session.list(MessageQuery.all()).forEach(message -> office.session.delete(message.id()));
  }

  @Test
  void a_full_mailbox_sends_nothing_until_something_is_deleted() {
    office.support.setQuota(1);
    assertThat(send(office.session)).as("the one that reaches it is still taken").containsExactly("QUEUED");
    assertFull(office.support.scope(), 1);

    deleteAll();
    assertThat(send(office.session)).containsExactly("QUEUED");
    office.support.removeQuota();
    assertThat(send(office.session)).containsExactly("QUEUED");
  }

  @Test
  void a_workspace_whose_octets_are_used_up_sends_nothing_until_something_is_deleted() {
    office.acme.setLimits(Limits.none().storedOctets(1));
    assertThat(send(office.session)).containsExactly("QUEUED");
    assertFull(office.acme.scope(), 1);
    MailboxAdmin sales = Room.mailbox(office.acme, "sales@acme.example");
    assertThat(send(sales.session())).as("of the same workspace").containsExactly("STORAGE");
    assertThat(send(office.otherCustomer())).as("of another one").containsExactly("QUEUED");

    deleteAll();
    office.room.clock.advance(Duration.ofSeconds(5));
    assertThat(send(office.session)).containsExactly("QUEUED");
  }

  @Test
  void what_is_sent_takes_room_from_what_is_received() {
    office.acme.setLimits(Limits.none().storedOctets(1));
    assertThat(receive()).isInstanceOf(Disposition.Stored.class);
    deleteAll();
    office.room.clock.advance(Duration.ofSeconds(5));
    assertThat(office.session.explain(MESSAGE)).extracting(Explanation::rule).containsExactly(Optional.empty());

    assertThat(send(office.session)).containsExactly("QUEUED");
    assertThat(receive()).isInstanceOfSatisfying(Disposition.Deferred.class,
        deferred -> assertThat(deferred.reason()).isEqualTo(DeferReason.MAILBOX_FULL));
  }

  private Disposition receive() {
    return office.receive(ReversePath.ofNull(), "support@acme.example", Room.letter("Hello", "Help."));
  }
}
