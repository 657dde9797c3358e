package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes between queueing a message and handing it over counts, also in the last moment. */
class ChangedMindsTest {
  private final MeddledStore store = new MeddledStore();
  private final AtomicBoolean done = new AtomicBoolean();
  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private MailboxSession inbox;
  private MailboxSession recipient;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder, store);
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
    inbox = support.session();
    recipient = Room.mailbox(room.workspace("globex"), "info@globex.example").session();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private OutgoingMessage letter() {
    return OutgoingMessage.to("info@globex.example").subject("Hello").text("How are you?");
  }

  private MessageId send(OutgoingMessage message) {
    return inbox.send(message).sent().orElseThrow().message();
  }

  private DeliveryState state(MessageId message) {
    return inbox.deliveries().ofMessage(message).get(0).state();
  }

  /** Has something done after the queue has seen what is due and before it takes it. */
  private void beforeItIsTaken(Runnable change) {
    inTheQueue(answer -> answer instanceof Map<?, ?> looks && looks.toString().contains("due=[DeliveryRow"), change);
  }

  /** Has something done after the queue has taken what is due and before it is handed over. */
  private void beforeItIsHandedOver(Runnable change) {
    inTheQueue(answer -> answer.toString().contains("leased=[Leased"), change);
  }

  private void inTheQueue(Predicate<Object> answer, Runnable change) {
    store.after(any -> Thread.currentThread().getName().equals("postroom-queue") && answer.test(any), () -> {
      change.run();
      done.set(true);
    });
  }

  private MessageId onlyMessage() {
    return inbox.list(MessageQuery.sent()).items().get(0).id();
  }

  @Test
  void what_was_called_back_in_the_last_moment_does_not_leave() {
    beforeItIsTaken(() -> assertThat(inbox.deliveries().cancel(onlyMessage())).isEqualTo(1));
    MessageId message = send(letter());
    assertNothingMoreLeaves();
    assertThat(state(message)).isEqualTo(DeliveryState.CANCELLED);
  }

  @Test
  void what_was_given_another_time_in_the_last_moment_waits_for_it() {
    beforeItIsTaken(
        () -> inbox.deliveries().reschedule(onlyMessage(), room.clock.instant().plus(Duration.ofDays(1))));
    MessageId message = send(letter());
    assertNothingMoreLeaves();
    assertThat(state(message)).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void a_mailbox_that_is_paused_in_the_last_moment_sends_nothing() {
    beforeItIsTaken(() -> inbox.policy().pauseSending());
    MessageId message = send(letter());
    assertNothingMoreLeaves();
    assertThat(state(message)).isEqualTo(DeliveryState.WAITING);
  }

  @Test
  void a_mailbox_that_is_suspended_in_the_last_moment_sends_nothing() {
    beforeItIsHandedOver(support::suspend);
    MessageId message = send(letter());
    assertNothingMoreLeaves();
    await().until(() -> state(message) == DeliveryState.WAITING);
    support.resume();
    Delivery shown = inbox.deliveries().ofMessage(message).get(0);
    assertThat(shown.status()).hasToString("Optional[4.3.0]");
    assertThat(shown.reply()).contains("not tried: SUSPENDED");
  }

  @Test
  void a_mailbox_that_is_paused_before_the_hand_over_sends_nothing_and_spends_no_attempt() {
    beforeItIsHandedOver(() -> inbox.policy().pauseSending());
    MessageId message = send(letter());
    assertNothingMoreLeaves();
    await().until(() -> state(message) == DeliveryState.WAITING);
    assertThat(inbox.deliveries().ofMessage(message).get(0).attempts()).isZero();

    inbox.policy().resumeSending();
    inbox.deliveries().retry(inbox.deliveries().ofMessage(message).get(0).id());
    await().until(() -> state(message) == DeliveryState.DELIVERED);
  }

  @Test
  void mail_from_a_domain_that_was_given_back_does_not_leave_when_the_domain_is_anothers() {
    MessageId message = send(letter().sendAt(room.clock.instant().plus(Duration.ofDays(1))));
    acme.findDomain("acme.example").orElseThrow().release();
    room.workspace("new owner").claimDomain("acme.example").confirm();

    assertCalledBack(message);
  }

  @Test
  void mail_from_an_address_that_was_given_up_does_not_leave_when_the_address_is_anothers() {
    EmailAddress alias = EmailAddress.parse("sales@platform.example");
    room.engine.addPlatformDomain("platform.example");
    support.addAlias(alias);
    MessageId message = send(letter().from(alias).sendAt(room.clock.instant().plus(Duration.ofDays(1))));
    support.removeAlias(alias);
    room.workspace("new owner").createMailbox(NewMailbox.at(alias));

    assertCalledBack(message);
  }

  @Test
  void mail_from_an_address_that_is_still_the_mailboxs_own_leaves() {
    EmailAddress alias = EmailAddress.parse("sales@acme.example");
    support.addAlias(alias);
    MessageId message = send(letter().from(alias).sendAt(room.clock.instant().plus(Duration.ofDays(1))));
    support.setPrimaryAddress(alias);

    inbox.deliveries().retry(inbox.deliveries().ofMessage(message).get(0).id());
    await().until(() -> state(message) == DeliveryState.DELIVERED);
  }

  private void assertCalledBack(MessageId message) {
    inbox.deliveries().retry(inbox.deliveries().ofMessage(message).get(0).id());
    await().until(() -> state(message).isSettled());
    assertThat(state(message)).isEqualTo(DeliveryState.CANCELLED);
    assertThat(recipient.list(MessageQuery.all())).isEmpty();
  }

  /** The queue has had its turn when a message of another mailbox, sent later, has gone its way. */
  private void assertNothingMoreLeaves() {
    await().untilTrue(done);
    MailboxSession other = Room.mailbox(acme, "other@acme.example").session();
    MessageId later = other.send(letter()).sent().orElseThrow().message();
    await().until(() -> other.deliveries().ofMessage(later).get(0).state() == DeliveryState.DELIVERED);
    assertThat(recipient.list(MessageQuery.all())).hasSize(1);
  }
}
