package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static dev.postroom.event.EventType.CHANGED;
import static dev.postroom.event.EventType.MESSAGE_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's ears: they go on where they were, also after a restart. */
class LastingSubscriptionTest {
  private static final Set<EventType> MAIL = Set.of(MESSAGE_RECEIVED);
  private static final int TRIES = 5;

  private Path folder;
  private FaultyStore store;
  private Room room;

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary;
    store = new FaultyStore();
    room = room(store, UnaryOperator.identity());
    MailboxAdmin support = Room.mailbox(room.workspace("acme"), "support@acme.example");
    assertThat(support.describe().messages()).isZero();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Room room(MailStore over, UnaryOperator<MailEngineBuilder> options) {
    return new Room(over, Room.masterKey(folder), options);
  }

  /** Closes the engine and starts another one over the same store. */
  private void restart(UnaryOperator<MailEngineBuilder> options) {
    room.close();
    room = room(store.repaired(), options);
  }

  private void receive(String subject) {
    assertThat(Outcomes.of(room.receive(Room.letter(subject, "text"), "support@acme.example")))
        .containsExactly(Outcomes.STORED);
  }

  @Test
  void a_new_subscription_begins_now_and_hears_of_all_tenants() {
    receive("before");
    Heard heard = new Heard();
    room.engine.subscribe("audit", Set.of(), heard);
    Room.mailbox(room.engine.tenants().create("other").defaultWorkspace(), "info@globex.example").rename("x");
    room.engine.tenants().findByExternalId("product").orElseThrow().rename("y");
    await().until(() -> heard.types().size() == 7 && heard.types().get(6) == CHANGED);
    assertThat(heard.types()).doesNotContain(MESSAGE_RECEIVED);
  }

  @Test
  void a_known_subscription_goes_on_where_it_was_after_a_restart() {
    Heard before = new Heard();
    room.engine.subscribe("audit", MAIL, before);
    receive("one");
    before.awaitCount(1);
    room.close();
    room = room(store.repaired(), UnaryOperator.identity());
    receive("two");
    receive("three");

    Heard after = new Heard();
    room.engine.subscribe("audit", MAIL, after);
    after.awaitCount(2);
    assertThat(after.events()).hasSize(2).doesNotContainAnyElementsOf(before.events());
  }

  @Test
  void an_event_that_was_not_dealt_with_when_the_engine_closed_is_told_again() throws Exception {
    CountDownLatch thrown = new CountDownLatch(1);
    room.engine.subscribe("audit", MAIL, (event, cursor) -> throwOnce(thrown));
    receive("one");
    thrown.await();
    restart(UnaryOperator.identity());

    Heard heard = new Heard();
    room.engine.subscribe("audit", MAIL, heard);
    heard.awaitTypes(MESSAGE_RECEIVED);
  }

  /** The first time; told again, it blocks until it is closed, however long that takes: the last try would pass over the event. */
  private static void throwOnce(CountDownLatch thrown) throws InterruptedException {
    if (thrown.getCount() == 0) {
      new CountDownLatch(1).await();
    }
    thrown.countDown();
    throw new IllegalStateException("listener's own");
  }

  @Test
  void a_name_is_for_one_subscription_at_a_time() {
    Subscription first = room.engine.subscribe("audit", MAIL, new Heard());
    assertFails(FailureReason.WRONG_STATE, () -> room.engine.subscribe("audit", MAIL, new Heard()));
    room.engine.subscribe("other", MAIL, new Heard());
    first.close();
    Heard heard = new Heard();
    room.engine.subscribe("audit", MAIL, heard);
    receive("one");
    heard.awaitCount(1);
  }

  @Test
  void a_subscription_that_ended_by_itself_is_told_of_by_the_engines_health() {
    Subscription subscription = room.engine.subscribe("audit", MAIL, new Heard());
    room.engine.subscribe("other", MAIL, new Heard()).close();
    store.onFault(() -> {
      throw new IllegalStateException("told to break");
    });
    store.fail(FaultyStore.Fault.READ);
    await().until(() -> !subscription.isActive());
    store.mend();
    assertThat(room.engine.health().problems()).containsExactly("subscription audit: ended, STORE_UNAVAILABLE");

    room.engine.subscribe("audit", MAIL, new Heard());
    assertThat(room.engine.health().isWorking()).isTrue();
  }

  @Test
  void the_hosts_ear_is_handed_the_mailbox_and_the_message() {
    List<String> heard = new CopyOnWriteArrayList<>();
    restart(options -> options.onMessage((inbox, mail) -> {
      heard.add(mail.subject() + ": " + inbox.read(mail.id()).text().orElseThrow().content().strip());
      inbox.archive(mail.id());
    }));
    receive("one");
    receive("two");
    await().until(() -> heard.equals(List.of("one: text", "two: text")));
  }

  @Test
  void the_hosts_ear_hears_at_least_once_of_mail_that_came_while_it_failed_or_was_away() {
    CountDownLatch thrown = new CountDownLatch(1);
    restart(options -> options.onMessage((inbox, mail) -> throwOnce(thrown)));
    receive("one");
    await().until(() -> thrown.getCount() == 0);
    restart(UnaryOperator.identity());
    receive("two");

    List<String> heard = new CopyOnWriteArrayList<>();
    restart(options -> options.onMessage((inbox, mail) -> heard.add(mail.subject())));
    receive("three");
    await().until(() -> heard.equals(List.of("one", "two", "three")));
  }

  @Test
  void the_hosts_ear_passes_over_what_was_deleted_or_erased_meanwhile() {
    List<String> heard = new CopyOnWriteArrayList<>();
    restart(options -> options.onMessage((inbox, mail) -> heard.add(mail.subject())));
    restart(UnaryOperator.identity());
    MailboxAdmin sales = Room.mailbox(room.workspace("acme"), "sales@acme.example");
    room.receive(Room.letter("erased", "text"), "sales@acme.example");
    sales.erase();
    restart(options -> options.onMessage((inbox, mail) -> heard.add(mail.subject())));
    receive("kept");
    await().until(() -> heard.equals(List.of("kept")));
  }

  @Test
  void the_hosts_ear_hears_of_mail_however_long_its_key_was_not_to_be_had() {
    restart(options -> options.onMessage((inbox, mail) -> {
    }));
    restart(UnaryOperator.identity());
    receive("one");
    room.close();
    FailingTimes key = new FailingTimes(Room.masterKey(folder));
    List<String> heard = new CopyOnWriteArrayList<>();
    room = new Room(store.repaired(), key, options -> options.onMessage((inbox, mail) -> heard.add(mail.subject())));

    await().until(() -> heard.equals(List.of("one")));
    assertThat(key.failures).hasValue(FailingTimes.MORE_THAN_TRIES);
  }

  /** A master key that opens the engine, and then nothing for more times than a listener that throws is told again. */
  private static final class FailingTimes extends FlakyMasterKey {
    static final int MORE_THAN_TRIES = TRIES + 1;
    final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    FailingTimes(MasterKey key) {
      super(key);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
      int call = calls.getAndIncrement();
      if (call >= 1 && call <= MORE_THAN_TRIES) {
        failures.incrementAndGet();
        throw new SealException(FailureReason.SEAL_UNAVAILABLE, "master key: told to be down");
      }
      return super.unwrap(wrapped, associatedData);
    }
  }

  @Test
  void the_hosts_ear_that_throws_on_a_mailbox_hears_of_others_before_it_has_had_its_tries() {
    List<String> told = new CopyOnWriteArrayList<>();
    CountDownLatch thrown = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(2);
    AtomicInteger tries = new AtomicInteger();
    restart(options -> options.onMessage((inbox, mail) -> {
      if (mail.subject().equals("bad")) {
        thrown.countDown();
        if (tries.get() == TRIES - 1 && others.getCount() > 0) {
          throw new SealException(FailureReason.SEAL_UNAVAILABLE, "an outage, which is no try");
        }
        tries.incrementAndGet();
        throw new IllegalStateException("listener's own");
      }
      told.add(mail.subject());
      if (!mail.subject().equals("behind")) {
        others.countDown();
      }
    }));
    Room.mailbox(room.workspace("acme"), "sales@acme.example");
    Room.mailbox(room.workspace("globex"), "info@globex.example");
    receive("bad");
    receive("behind");
    await().until(() -> thrown.getCount() == 0);
    room.receive(Room.letter("next door", "text"), "sales@acme.example");
    room.receive(Room.letter("elsewhere", "text"), "info@globex.example");

    await("the others, before it has had its tries").until(() -> others.getCount() == 0);
    await().until(() -> told.contains("behind"));
    assertThat(tries).hasValue(TRIES);
    assertThat(told).containsExactlyInAnyOrder("next door", "elsewhere", "behind").endsWith("behind");
  }

  @Test
  void the_hosts_ear_that_is_slow_in_one_workspace_hears_of_another_and_after_a_restart_of_all_it_has_not_dealt_with() {
    List<String> dealtWith = new CopyOnWriteArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    restart(options -> options.onMessage((inbox, mail) -> {
      if (mail.subject().startsWith("slow")) {
        never.await();
      }
      dealtWith.add(mail.subject());
    }));
    Room.mailbox(room.workspace("globex"), "info@globex.example");
    receive("slow one");
    receive("slow two");
    room.receive(Room.letter("elsewhere", "text"), "info@globex.example");
    await().until(() -> dealtWith.equals(List.of("elsewhere")));

    List<String> heard = new CopyOnWriteArrayList<>();
    restart(options -> options.onMessage((inbox, mail) -> heard.add(mail.subject())));
    receive("three");
    await().until(() -> heard.contains("three"));
    assertThat(heard).filteredOn(subject -> !subject.equals("elsewhere"))
        .containsExactly("slow one", "slow two", "three");
  }

  @Test
  void the_hosts_ear_hears_once_of_every_message_of_many_mailboxes_in_their_order() {
    Map<MailboxId, List<String>> heard = new ConcurrentHashMap<>();
    restart(options -> options.onMessage((inbox, mail) -> heard
        .computeIfAbsent(inbox.id(), id -> new CopyOnWriteArrayList<>())
        .add(mail.subject())));
    List<MailboxAdmin> mailboxes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      mailboxes.add(Room.mailbox(room.workspace("w" + i % 4), "info" + i + "@w" + i % 4 + ".example"));
    }
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sent.add("m" + i);
      for (int number = 0; number < 12; number++) {
        room.receive(Room.letter("m" + i, "text"), "info" + number + "@w" + number % 4 + ".example");
      }
    }
    await().until(() -> heard.values().stream().mapToInt(List::size).sum() >= 12 * 30);
    assertThat(mailboxes).allSatisfy(mailbox -> assertThat(heard.get(mailbox.id())).isEqualTo(sent));
    assertKept();
  }

  /** Nothing that was dealt with is told again once it was noted that it was. */
  private void assertKept() {
    await().until(() -> room.store.<Boolean>read(transaction -> {
      long kept = transaction.events().cursor("postroom.on-message").orElseThrow();
      return transaction.events().read(kept, Optional.empty(), MAIL, 1).isEmpty();
    }));
  }

  @Test
  @Timeout(60)
  void closing_waits_a_bounded_time_for_listeners_that_block_however_many() throws Exception {
    CountDownLatch blocked = new CountDownLatch(20);
    CountDownLatch interrupted = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      room.engine.subscribe("ear " + i, MAIL, (event, cursor) -> {
        blocked.countDown();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException closing) {
          interrupted.countDown();
          throw closing;
        }
      });
    }
    receive("one");
    blocked.await();
    long start = System.nanoTime();
    room.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
