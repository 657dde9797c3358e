package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.inbound.ContentRefusedException;
import dev.postroom.inbound.RejectReason;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is turned away in silence, and nobody fills the log by being turned away. */
class RefusalEventsTest {
  private Room room;
  private MailboxAdmin support;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(InMemoryMailStore.open(), Room.masterKey(folder), options -> options.maxMessageSize(2_000));
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private void receive(String text) {
    room.receive(Room.letter("Hello", text), "support@acme.example");
  }

  private List<String> refusals() {
    return refusals(support);
  }

  private List<String> refusals(MailboxAdmin mailbox) {
    return room.store.<List<StoredEvent>>read(transaction -> transaction.events()
        .read(0, Optional.of(mailbox.scope()), Set.of(EventType.MESSAGE_REFUSED), 500))
        .stream()
        .map(StoredEvent::event)
        .map(Event::detail)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void a_refusal_of_a_recipient_is_noted_with_its_reason_at_most_once_a_minute() {
    support.suspend();
    receive("a");
    receive("b");
    await().until(() -> refusals().equals(List.of("SUSPENDED")));
    room.clock.advance(Duration.ofSeconds(59));
    receive("c");
    support.resume();
    support.setQuota(0);
    receive("d");
    await().until(() -> refusals().equals(List.of("SUSPENDED", "MAILBOX_FULL")));

    room.clock.advance(Duration.ofSeconds(61));
    receive("e");
    await().until(() -> refusals().equals(List.of("SUSPENDED", "MAILBOX_FULL", "MAILBOX_FULL")));
  }

  @Test
  void a_refusal_of_a_content_is_noted_for_each_recipient() {
    MailboxAdmin sales = Room.mailbox(room.workspace("acme"), "sales@acme.example");
    room.receive("Received: x\n".repeat(51) + Room.letter("Loop", "text"), "support@acme.example",
        "sales@acme.example");
    receive("x".repeat(2_000));

    await().untilAsserted(() -> assertThat(refusals()).containsExactlyInAnyOrder(RejectReason.LOOP.name(),
        RejectReason.TOO_LARGE.name()));
    await().until(() -> refusals(sales).equals(List.of("LOOP")));
  }

  @Test
  void a_content_that_is_refused_as_it_is_read_is_noted_for_each_recipient_and_one_that_fails_is_not() {
    MailboxAdmin sales = Room.mailbox(room.workspace("acme"), "sales@acme.example");
    for (IOException thrown : List.of(new IOException("connection lost"),
        new ContentRefusedException(RejectReason.MALFORMED))) {
      assertThatThrownBy(() -> room.receive(FailingSource.after(Room.octets("Subject: a\n"), thrown),
          "support@acme.example", "sales@acme.example")).isSameAs(thrown);
    }
    await().until(() -> refusals().equals(List.of("MALFORMED")));
    await().until(() -> refusals(sales).equals(List.of("MALFORMED")));
  }

  @Test
  void a_recipient_that_nobody_has_leaves_no_event() {
    room.receive(Room.letter("a", "b"), "nobody@acme.example");
    List<StoredEvent> all = room.store.read(transaction -> transaction.events()
        .read(0, Optional.empty(), Set.of(EventType.MESSAGE_REFUSED), 500));
    assertThat(all).isEmpty();
  }

  @Test
  void nobody_learns_from_a_shared_message_how_things_stand_with_another_mailbox() throws Exception {
    MailboxAdmin theirs = Room.mailbox(room.workspace("globex"), "info@globex.example");
    BlockingSource source = new BlockingSource(new ByteArrayInputStream(Room.octets(Room.letter("a", "b"))), 20);
    CompletableFuture<List<String>> answers = CompletableFuture.supplyAsync(() -> receiveByBoth(source));
    source.awaitBlocked();
    theirs.suspend();
    source.release();

    assertThat(answers.get(10, TimeUnit.SECONDS)).allMatch(answer -> answer.startsWith("deferred"));
    await().until(() -> refusals(theirs).equals(List.of("SUSPENDED")));
    await().until(() -> !refusals().isEmpty());
    assertThat(refusals()).doesNotContain("SUSPENDED");
  }

  private List<String> receiveByBoth(BlockingSource source) {
    try {
      return Outcomes.of(room.receive(source, "support@acme.example", "info@globex.example"));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }
}
