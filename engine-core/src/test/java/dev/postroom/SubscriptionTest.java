package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static dev.postroom.event.EventType.CHANGED;
import static dev.postroom.event.EventType.CREATED;
import static dev.postroom.event.EventType.KEY_ISSUED;
import static dev.postroom.event.EventType.KEY_REVOKED;
import static dev.postroom.event.EventType.LIMITS_CHANGED;
import static dev.postroom.event.EventType.MESSAGE_RECEIVED;
import static dev.postroom.event.EventType.SENDING_PAUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Permission;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.event.Event;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.id.EventId;
import dev.postroom.paging.PageCursor;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.NewKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions are told of what happens within their scope. */
class SubscriptionTest {
  private FaultyStore store;
  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private MailboxAdmin sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
    sales = Room.mailbox(acme, "sales@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private void receive(String recipient) {
    room.receive(Room.letter("Hello", "text"), recipient);
  }

  @Test
  void from_the_oldest_on_what_was_comes_first_and_then_what_happens() {
    Heard heard = new Heard();
    receive("support@acme.example");
    support.session().subscribe(EventQuery.fromOldest(), heard);
    heard.awaitTypes(CREATED, MESSAGE_RECEIVED);
    support.rename("Support");
    heard.awaitTypes(CREATED, MESSAGE_RECEIVED, CHANGED);
  }

  @Test
  void who_has_little_in_a_long_log_is_told_of_it() {
    Heard heard = new Heard();
    store.write(transaction -> {
      for (int i = 0; i < 250_000; i++) {
        transaction.events()
            .append(new Event(new EventId(UUID.randomUUID()), Instant.EPOCH, CHANGED, sales.scope(), Optional.empty(),
                Optional.empty(), Optional.empty()));
      }
      return true;
    });
    receive("support@acme.example");
    acme.session().subscribe(EventQuery.fromOldest().only(MESSAGE_RECEIVED), heard);
    heard.awaitTypes(MESSAGE_RECEIVED);
  }

  @Test
  void from_now_on_only_what_happens_is_told_and_only_of_the_types_that_were_asked_for() {
    Heard heard = new Heard();
    receive("support@acme.example");
    support.session().subscribe(EventQuery.fromNow().only(MESSAGE_RECEIVED), heard);
    support.rename("Support");
    receive("support@acme.example");
    heard.awaitTypes(MESSAGE_RECEIVED);
  }

  @Test
  void a_key_has_no_more_than_a_hundred_open_at_a_time_whatever_others_have() {
    IssuedKey key = support.issueKey("key", Role.READ);
    MailboxSession holder = room.engine.keyedAccess().openMailbox(key.key());
    Subscription first = holder.subscribe(EventQuery.fromNow(), new Heard());
    for (int i = 1; i < 100; i++) {
      holder.subscribe(EventQuery.fromNow(), new Heard());
    }
    MailboxSession again = room.engine.keyedAccess().openMailbox(key.key());
    assertFails(FailureReason.LIMIT_REACHED, () -> holder.subscribe(EventQuery.fromNow(), new Heard()));
    assertFails(FailureReason.LIMIT_REACHED, () -> again.subscribe(EventQuery.fromNow(), new Heard()));

    Heard others = new Heard();
    room.engine.keyedAccess()
        .openMailbox(support.issueKey("other", Role.READ).key())
        .subscribe(EventQuery.fromNow().only(MESSAGE_RECEIVED), others);
    support.session().subscribe(EventQuery.fromNow(), new Heard());
    first.close();
    again.subscribe(EventQuery.fromNow(), new Heard());
    assertFails(FailureReason.LIMIT_REACHED, () -> again.subscribe(EventQuery.fromNow(), new Heard()));
    receive("support@acme.example");
    others.awaitTypes(MESSAGE_RECEIVED);
  }

  @Test
  void a_mailbox_hears_of_itself_and_a_workspace_of_all_that_is_in_it() {
    WorkspaceAdmin globex = room.workspace("globex");
    Heard one = new Heard();
    Heard all = new Heard();
    support.session().subscribe(EventQuery.fromNow(), one);
    acme.session().subscribe(EventQuery.fromNow(), all);
    Room.mailbox(globex, "info@globex.example");
    receive("sales@acme.example");
    receive("info@globex.example");
    receive("support@acme.example");

    all.awaitTypes(MESSAGE_RECEIVED, MESSAGE_RECEIVED);
    one.awaitTypes(MESSAGE_RECEIVED);
    assertThat(all.events()).extracting(Event::scope).containsExactly(sales.scope(), support.scope());
    assertThat(one.events()).extracting(Event::scope).containsExactly(support.scope());
  }

  @Test
  void a_cursor_goes_on_after_its_event_in_its_own_scope_only() {
    Heard first = new Heard();
    receive("support@acme.example");
    support.session().subscribe(EventQuery.fromOldest(), first).close();
    support.session().subscribe(EventQuery.fromOldest(), first);
    first.awaitCount(2);
    PageCursor cursor = first.cursorOf(0);

    Heard second = new Heard();
    support.session().subscribe(EventQuery.after(cursor), second);
    second.awaitTypes(MESSAGE_RECEIVED);
    assertFails(FailureReason.INVALID_CURSOR,
        () -> sales.session().subscribe(EventQuery.after(cursor), second));
    assertFails(FailureReason.INVALID_CURSOR,
        () -> support.session().subscribe(EventQuery.after(new PageCursor(cursor.text() + "A")), second));
  }

  @Test
  void a_listener_that_throws_is_told_again() {
    AtomicInteger calls = new AtomicInteger();
    Heard heard = new Heard();
    support.session().subscribe(EventQuery.fromNow(), (event, cursor) -> {
      switch (calls.incrementAndGet()) {
        case 1 -> throw new IOException("listener's own");
        case 2 -> throw new AssertionError("listener's own");
        case 3 -> {
          Thread.currentThread().interrupt();
          throw new InterruptedException("listener's own");
        }
        default -> heard.onEvent(event, cursor);
      }
    });
    receive("support@acme.example");
    support.rename("x");
    heard.awaitTypes(MESSAGE_RECEIVED, CHANGED);
  }

  @Test
  void an_event_on_which_the_listener_always_throws_is_passed_over_and_holds_up_nobody_else() {
    Heard others = new Heard();
    Heard heard = new Heard();
    AtomicInteger failed = new AtomicInteger();
    Subscription subscription = support.session().subscribe(EventQuery.fromNow(), (event, cursor) -> {
      if (event.type() == MESSAGE_RECEIVED) {
        failed.incrementAndGet();
        throw new IllegalStateException("listener's own");
      }
      heard.onEvent(event, cursor);
    });
    support.session().subscribe(EventQuery.fromNow(), others);
    receive("support@acme.example");
    support.rename("x");

    others.awaitTypes(MESSAGE_RECEIVED, CHANGED);
    heard.awaitTypes(CHANGED);
    assertThat(failed).hasValue(5);
    assertThat(subscription.isActive()).isTrue();
    assertThat(subscription.failure()).isEmpty();
  }

  @Test
  void a_slow_listener_delays_neither_mail_nor_other_listeners_and_misses_nothing() {
    CountDownLatch slow = new CountDownLatch(1);
    Heard late = new Heard();
    Heard quick = new Heard();
    acme.session().subscribe(EventQuery.fromNow(), (event, cursor) -> {
      slow.await();
      late.onEvent(event, cursor);
    });
    acme.session().subscribe(EventQuery.fromNow(), quick);
    for (int i = 0; i < 120; i++) {
      receive("support@acme.example");
    }
    quick.awaitCount(120);
    assertThat(late.events()).isEmpty();
    slow.countDown();
    late.awaitCount(120);
    assertThat(late.events()).isEqualTo(quick.events());
  }

  @Test
  void a_revoked_key_ends_the_subscription_at_once_with_the_reason_whatever_it_waits_for() {
    IssuedKey key = support.issueKey("agent", Role.READ);
    MailboxSession session = room.engine.keyedAccess().openMailbox(key.key());
    Heard heard = new Heard();
    Subscription waiting = session.subscribe(EventQuery.fromNow().only(MESSAGE_RECEIVED), heard);
    receive("support@acme.example");
    heard.awaitTypes(MESSAGE_RECEIVED);
    support.revokeKey(key.id());

    await().until(() -> !waiting.isActive());
    assertThat(waiting.failure().map(PostroomException::reason)).isEqualTo(Optional.of(FailureReason.KEY_REVOKED));
    receive("support@acme.example");
    assertThat(heard.types()).doesNotContain(KEY_REVOKED).hasSize(1);
  }

  @Test
  void a_suspended_place_ends_its_keys_subscriptions() {
    MailboxSession session = room.engine.keyedAccess().openMailbox(support.issueKey("agent", Role.READ).key());
    Subscription waiting = session.subscribe(EventQuery.fromNow(), new Heard());
    acme.suspend();
    await().until(() -> !waiting.isActive());
    assertThat(waiting.failure().map(PostroomException::reason)).isEqualTo(Optional.of(FailureReason.SUSPENDED));
  }

  @Test
  void subscribing_needs_the_permission_to_read() {
    MailboxSession session = room.engine.keyedAccess()
        .openMailbox(support.issueKey(NewKey.of("o", Set.of(Permission.ORGANIZE))).key());
    assertFails(FailureReason.PERMISSION_MISSING, () -> session.subscribe(EventQuery.fromNow(), new Heard()));
  }

  @Test
  void who_may_read_hears_of_mail_and_of_neither_policy_nor_keys() {
    MailboxSession session = room.engine.keyedAccess()
        .openMailbox(support.issueKey(NewKey.of("reader", Set.of(Permission.READ))).key());
    Heard heard = new Heard();
    session.subscribe(EventQuery.fromOldest(), heard);
    somethingOfEachKind();
    heard.awaitTypes(CREATED, MESSAGE_RECEIVED);
  }

  @Test
  void who_may_read_usage_too_hears_of_policy_and_of_no_key() {
    MailboxSession session = room.engine.keyedAccess().openMailbox(support.issueKey("reader", Role.READ).key());
    Heard heard = new Heard();
    session.subscribe(EventQuery.fromOldest(), heard);
    somethingOfEachKind();
    heard.awaitTypes(CREATED, LIMITS_CHANGED, SENDING_PAUSED, MESSAGE_RECEIVED);
  }

  @Test
  void the_operator_hears_of_everything() {
    Heard heard = new Heard();
    support.session().subscribe(EventQuery.fromOldest(), heard);
    IssuedKey key = somethingOfEachKind();
    heard.awaitTypes(CREATED, KEY_ISSUED, LIMITS_CHANGED, SENDING_PAUSED, KEY_REVOKED, MESSAGE_RECEIVED);
    assertThat(heard.events()).filteredOn(event -> event.type() == LIMITS_CHANGED)
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).contains(key.id().toString()));
  }

  @Test
  void who_asks_for_what_he_may_not_hear_of_is_denied() {
    MailboxSession reader = room.engine.keyedAccess()
        .openMailbox(support.issueKey(NewKey.of("reader", Set.of(Permission.READ))).key());
    MailboxSession manager = room.engine.keyedAccess().openMailbox(support.issueKey("m", Role.MANAGEMENT).key());
    assertFails(FailureReason.PERMISSION_MISSING,
        () -> reader.subscribe(EventQuery.fromNow().only(MESSAGE_RECEIVED, SENDING_PAUSED), new Heard()));
    assertFails(FailureReason.PERMISSION_MISSING,
        () -> manager.subscribe(EventQuery.fromNow().only(KEY_REVOKED), new Heard()));
    manager.subscribe(EventQuery.fromNow().only(MESSAGE_RECEIVED, SENDING_PAUSED), new Heard()).close();
  }

  @Test
  void no_key_hears_the_id_of_a_key() {
    IssuedKey boss = acme.issueKey("boss", Role.MANAGEMENT);
    MailboxSession session = room.engine.keyedAccess().openMailbox(support.issueKey("agent", Role.MANAGEMENT).key());
    Heard heard = new Heard();
    Heard operator = new Heard();
    session.subscribe(EventQuery.fromNow(), heard);
    support.session().subscribe(EventQuery.fromNow(), operator);
    support.setKeyLimits(support.issueKey("other", Role.READ).id(), Limits.none().sends(3, Limit.Window.DAY));
    room.engine.keyedAccess().openWorkspace(boss.key()).openMailbox(support.id()).policy().pauseSending();

    heard.awaitTypes(LIMITS_CHANGED, SENDING_PAUSED);
    assertThat(heard.events()).allSatisfy(event -> assertThat(event.actor()).isEmpty());
    assertThat(heard.events()).extracting(Event::detail).containsExactly(Optional.empty(), Optional.of("MANUAL"));
    operator.awaitTypes(KEY_ISSUED, LIMITS_CHANGED, SENDING_PAUSED);
    assertThat(operator.events()).extracting(Event::actor)
        .containsExactly(Optional.empty(), Optional.empty(), Optional.of(boss.id()));
  }

  private IssuedKey somethingOfEachKind() {
    IssuedKey key = support.issueKey("other", Role.READ);
    support.setKeyLimits(key.id(), Limits.none().sends(3, Limit.Window.DAY));
    support.session().policy().pauseSending();
    support.revokeKey(key.id());
    receive("support@acme.example");
    return key;
  }

  @Test
  void a_closed_subscription_is_told_of_nothing_more_and_has_not_failed() {
    Heard heard = new Heard();
    Subscription subscription = support.session().subscribe(EventQuery.fromNow(), heard);
    receive("support@acme.example");
    heard.awaitCount(1);
    subscription.close();
    subscription.close();
    receive("support@acme.example");

    assertThat(heard.events()).hasSize(1);
    assertThat(subscription.isActive()).isFalse();
    assertThat(subscription.failure()).isEmpty();
  }

  @Test
  void a_listener_may_close_its_own_subscription() {
    Heard heard = new Heard();
    Subscription[] own = new Subscription[1];
    CountDownLatch ready = new CountDownLatch(1);
    own[0] = support.session().subscribe(EventQuery.fromNow(), (event, cursor) -> {
      ready.await();
      own[0].close();
      heard.onEvent(event, cursor);
    });
    ready.countDown();
    receive("support@acme.example");
    receive("support@acme.example");
    heard.awaitCount(1);
    await().until(() -> !own[0].isActive());
    assertThat(heard.events()).hasSize(1);
  }

  @Test
  void a_store_that_fails_for_a_while_interrupts_no_subscription() {
    Heard heard = new Heard();
    Subscription subscription = support.session().subscribe(EventQuery.fromNow(), heard);
    CountDownLatch failed = new CountDownLatch(1);
    receive("support@acme.example");
    heard.awaitCount(1);
    store.fail(FaultyStore.Fault.READ);
    store.onFault(failed::countDown);
    try {
      support.rename("woken");
    } finally {
      await().until(() -> failed.getCount() == 0);
      store.mend();
    }
    receive("support@acme.example");
    heard.awaitTypes(MESSAGE_RECEIVED, CHANGED, MESSAGE_RECEIVED);
    assertThat(subscription.isActive()).isTrue();
  }

  @Test
  void events_come_in_the_order_of_the_log() {
    Heard heard = new Heard();
    acme.session().subscribe(EventQuery.fromOldest(), heard);
    for (int i = 0; i < 10; i++) {
      receive("support@acme.example");
      sales.rename("name " + i);
    }
    heard.awaitCount(25);
    List<Event> log = store.read(transaction -> transaction.events()
        .read(0, Optional.of(acme.scope()), Set.of(), 500)
        .stream()
        .map(stored -> stored.event())
        .toList());
    assertThat(heard.events()).isEqualTo(log);
  }
}
