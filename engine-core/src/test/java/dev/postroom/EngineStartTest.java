package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.inbound.RunningTransport;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine starts with the right master key only, and ends in order. */
class EngineStartTest {
  @TempDir
  private Path folder;

  private MasterKey key(String name) {
    return MasterKeyFile.createIfAbsent(folder.resolve(name + ".key"));
  }

  private static Room room(MailStore store, MasterKey key) {
    return new Room(store, key, UnaryOperator.identity());
  }

  private static MailboxAdmin support(Room room) {
    return Room.mailbox(room.workspace("acme"), "support@acme.example");
  }

  private static List<String> subjects(Room room) {
    return support(room).session().list(MessageQuery.all()).items().stream().map(MessageSummary::subject).toList();
  }

  /** Counts how often it is closed. */
  private record Counted(AtomicInteger closed, Optional<String> problem) implements RunningTransport {
    @Override
    public Optional<InetSocketAddress> address() {
      return Optional.of(new InetSocketAddress(12_345));
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void a_restart_finds_everything_and_keys_open_what_they_opened() {
    InMemoryMailStore store = InMemoryMailStore.open();
    IssuedKey key;
    try (Room room = room(store, key("a"))) {
      key = support(room).issueKey("agent", Role.READ);
      room.receive(Room.letter("one", "text"), "support@acme.example");
    }
    try (Room room = room(store.reopen(), key("a"))) {
      assertThat(subjects(room)).containsExactly("one");
      assertThat(room.engine.keyedAccess().openMailbox(key.key()).list(MessageQuery.all())).hasSize(1);
    }
  }

  @Test
  void what_keeps_a_listener_from_taking_mail_is_told_by_the_engines_health() {
    Counted deaf = new Counted(new AtomicInteger(), Optional.of("listener: deaf"));
    try (Room room = new Room(InMemoryMailStore.open(), key("a"), options -> options.listen(receiver -> deaf))) {
      assertThat(room.engine.health().problems()).containsExactly("listener: deaf");
    }
  }

  @Test
  void a_wrong_master_key_is_told_as_such_and_changes_nothing() {
    FaultyStore store = new FaultyStore();
    try (Room room = room(store, key("a"))) {
      support(room);
      room.receive(Room.letter("one", "text"), "support@acme.example");
    }
    InMemoryMailStore again = store.repaired();
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> room(again, key("b")));
    assertFails(FailureReason.CLOSED, () -> again.read(transaction -> transaction.events().end()));
    MasterKey impostor = new FlakyMasterKey(key("b")) {
      @Override
      public String id() {
        return key("a").id();
      }
    };
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> room(store.repaired(), impostor));
    try (Room room = room(store.repaired(), key("a"))) {
      assertThat(subjects(room)).containsExactly("one");
    }
  }

  @Test
  void a_master_key_that_is_down_at_the_start_is_told_as_such() {
    FaultyStore store = new FaultyStore();
    room(store, key("a")).close();
    FlakyMasterKey down = new FlakyMasterKey(key("a"));
    down.set(FlakyMasterKey.Mood.DOWN);
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> room(store.repaired(), down));
    down.set(FlakyMasterKey.Mood.CRASHING);
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> room(store.repaired(), down));
  }

  @Test
  void a_former_master_key_opens_until_all_is_wrapped_anew_and_is_not_needed_then() {
    FaultyStore store = new FaultyStore();
    try (Room room = room(store, key("a"))) {
      support(room);
      room.receive(Room.letter("one", "text"), "support@acme.example");
    }
    try (Room room =
        new Room(store.repaired(), key("b"), options -> options.formerMasterKey(key("a")))) {
      assertThat(subjects(room)).containsExactly("one");
      assertThat(room.engine.rewrapUnderMasterKey()).isEqualTo(2);
      assertThat(room.engine.rewrapUnderMasterKey()).isZero();
    }
    try (Room room = room(store.repaired(), key("b"))) {
      assertThat(subjects(room)).containsExactly("one");
    }
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> room(store.repaired(), key("a")));
  }

  @Test
  void closing_twice_is_like_once_and_ends_the_listeners_and_the_store() {
    AtomicInteger closed = new AtomicInteger();
    FaultyStore store = new FaultyStore();
    Room room = new Room(store, key("a"), options -> options.listen(receiver -> new Counted(closed, Optional.empty())));
    assertThat(room.engine.listeningOn()).containsExactly(new InetSocketAddress(12_345));
    assertThat(room.engine.health().isWorking()).isTrue();
    room.engine.close();
    room.engine.close();

    assertThat(closed).hasValue(1);
    assertThat(room.engine.health().isWorking()).isFalse();
    assertFails(FailureReason.CLOSED, () -> room.engine.tenants().create("late"));
    assertFails(FailureReason.CLOSED, () -> room.engine.subscribe("late", Set.of(), new Heard()));
  }

  @Test
  void a_listener_that_fails_to_close_keeps_nothing_else_open() {
    FaultyStore store = new FaultyStore();
    AtomicInteger closed = new AtomicInteger();
    Room room = new Room(store, key("a"), options -> options.listen(receiver -> new Failing())
        .listen(receiver -> new Counted(closed, Optional.empty())));
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(room.engine::close);

    assertThat(closed).hasValue(1);
    assertFails(FailureReason.CLOSED, () -> store.read(transaction -> transaction.events().end()));
  }

  /** Fails to close. */
  private record Failing() implements RunningTransport {
    @Override
    public Optional<InetSocketAddress> address() {
      return Optional.empty();
    }

    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }

    @Override
    public void close() {
      throw new UncheckedIOException(new IOException("stuck"));
    }
  }

  @Test
  void an_open_session_of_a_closed_engine_says_that_it_is_closed() {
    Room room = room(InMemoryMailStore.open(), key("a"));
    IssuedKey key = support(room).issueKey("agent", Role.READ);
    MailboxSession open = room.engine.keyedAccess().openMailbox(key.key());
    room.receive(Room.letter("one", "text"), "support@acme.example");
    room.close();

    assertFails(FailureReason.CLOSED, () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.CLOSED,
        () -> room.engine.keyedAccess().openMailbox(key.key()).list(MessageQuery.all()));
  }

  @Test
  void a_listener_that_cannot_start_closes_all_that_was_open() {
    AtomicInteger closed = new AtomicInteger();
    FaultyStore store = new FaultyStore();
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> new Room(store, key("a"), options -> options.listen(receiver -> new Counted(closed, Optional.empty()))
                .listen(receiver -> {
                  throw new UncheckedIOException(new IOException("port taken"));
                })));
    assertThat(closed).hasValue(1);
    assertFails(FailureReason.CLOSED, () -> store.read(transaction -> transaction.events().end()));
  }

  @Test
  void health_tells_what_is_wrong_with_the_store() {
    FaultyStore store = new FaultyStore();
    try (Room room = room(store, key("a"))) {
      assertThat(room.engine.health().problems()).isEmpty();
      store.fail(FaultyStore.Fault.WRITE);
      assertThat(room.engine.health().problems()).singleElement().asString().contains("store");
      store.mend();
      assertThat(room.engine.health().isWorking()).isTrue();
    }
  }

  @Test
  void an_option_that_is_said_twice_or_out_of_its_range_is_refused() {
    MailEngineBuilder builder = MailEngine.builder(InMemoryMailStore.open(), key("a")).maxMessageSize(1);
    assertFails(FailureReason.INVALID_INPUT, () -> builder.maxMessageSize(1));
    assertFails(FailureReason.INVALID_INPUT,
        () -> MailEngine.builder(InMemoryMailStore.open(), key("a")).maxMessageSize(0));
    assertFails(FailureReason.INVALID_INPUT,
        () -> MailEngine.builder(InMemoryMailStore.open(), key("a")).spoolFolder(Path.of("no", "such", "folder")));
  }

  @Test
  void mail_is_taken_again_after_a_restart_under_a_rotated_ladder() {
    FaultyStore store = new FaultyStore();
    try (Room room = room(store, key("a"))) {
      support(room);
      room.receive(Room.letter("one", "text"), "support@acme.example");
      room.engine.tenants().findByExternalId("product").orElseThrow().rotateEncryption();
      room.workspace("acme").rotateEncryption();
      support(room).rotateEncryption();
    }
    try (Room room = room(store.repaired(), key("a"))) {
      room.clock.tick();
      assertThat(Outcomes.of(room.receive(Room.letter("two", "text"), "support@acme.example")))
          .containsExactly(STORED);
      assertThat(subjects(room)).containsExactly("two", "one");
    }
  }
}
