package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ACCESS_KEY;
import static dev.postroom.store.h2.jooq.Tables.DELETED_MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.DELIVERY;
import static dev.postroom.store.h2.jooq.Tables.POLICY_ENTRY;
import static dev.postroom.store.h2.jooq.Tables.SCOPE_LIMIT;
import static dev.postroom.store.h2.jooq.Tables.SEND;
import static dev.postroom.store.h2.jooq.Tables.USAGE_COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What outgoing mail asks of the store costs as much as what is found, however much is settled, listed or counted beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutgoingQueryPlanTest {
  private static final int ROWS = 1_000;
  private static final int FEW = 10;
  private static final UUID LATEST = new UUID(-1, -1);
  private static final long NOON = Micros.of(Furnished.NOON);
  private static final LocalDate TODAY = LocalDate.ofInstant(Furnished.NOON, ZoneOffset.UTC);
  private static final Scope.OfMailbox MAILBOX = Furnished.MAILBOX;
  private static final List<Scope> RUNGS =
      List.of(MAILBOX, MAILBOX.inWorkspace(), MAILBOX.inWorkspace().inTenant());

  @TempDir
  static Path folder;
  private Session session;
  private WorkUnit unit;
  private Plans plans;
  private DeliveryRow waiting = Furnished.delivery(new MessageId(LATEST), Progress.waiting(Furnished.NOON));
  private PolicyRow entry = Furnished.entry(PolicyRow.Kind.SUPPRESSION);
  private Token idempotencyKey = Furnished.idempotencyKey();

  /** Once: what a test changes is undone after it. */
  @BeforeAll
  void fill() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    Migrations.apply(database);
    session = database.writer();
    unit = new WorkUnit(session, WorkUnit.Mode.WRITE, EventPositions.after(session.sql()));
    H2Transaction transaction = new H2Transaction(unit);
    MailboxStore mailbox = Furnished.house().in(transaction);
    for (int i = 0; i < ROWS; i++) {
      MessageId message = send(mailbox);
      mailbox.deliveries().insert(Furnished.delivery(message, Furnished.settled(DeliveryState.DELIVERED)));
      queue(mailbox, message, i);
      delete(mailbox, i);
      limit(transaction, i);
    }
    session.connection().commit();
  }

  @BeforeEach
  void listen() {
    plans = new Plans(session).listening();
  }

  @AfterEach
  void undo() throws SQLException {
    session.connection().rollback();
  }

  private MessageId send(MailboxStore mailbox) {
    var message = Furnished.message(new ContentRef(1, 1, 10));
    idempotencyKey = Furnished.idempotencyKey();
    mailbox.insert(message, Furnished.tokens());
    mailbox.insertSend(new SendRow(idempotencyKey, message.id(), Furnished.sealed(200)));
    return message.id();
  }

  private static void delete(MailboxStore mailbox, int number) {
    var message = Furnished.message(new ContentRef(1, 1, 10));
    mailbox.insert(message, Furnished.tokens());
    mailbox.deliveries().insert(Furnished.delivery(message.id(), Furnished.settled(DeliveryState.DELIVERED)));
    mailbox.delete(message.id(), Furnished.NOON.plusSeconds(number));
  }

  private void queue(MailboxStore mailbox, MessageId message, int number) {
    Instant due = Furnished.NOON.plusSeconds(number);
    if (number % (ROWS / FEW) == 0) {
      mailbox.deliveries().insert(Furnished.delivery(message, Furnished.leased(due)));
    }
    waiting = Furnished.delivery(message, Progress.waiting(due));
    mailbox.deliveries().insert(waiting);
  }

  private void limit(H2Transaction transaction, int number) {
    var tenant = transaction.tenant(MAILBOX.tenant());
    var workspace = tenant.workspace(MAILBOX.workspace());
    for (var policy : List.of(tenant.policy(), workspace.policy(), workspace.mailbox(MAILBOX.mailbox()).policy())) {
      entry = Furnished.entry(PolicyRow.Kind.SUPPRESSION);
      policy.insert(entry);
    }
    for (var limits : List.of(tenant.limits(), workspace.limits(), workspace.mailbox(MAILBOX.mailbox()).limits())) {
      limits.count(UsageKind.SENDS, TODAY.minusDays(number), 1);
    }
  }

  @AfterAll
  void close() throws SQLException {
    session.close();
  }

  @Test
  void what_is_due_is_read_off_an_index_past_all_that_is_settled() {
    List<String> walks = List.of(explain(DeliveryStatements.DUE, NOON + 5_000_000, 100),
        explain(DeliveryStatements.DUE, Long.MAX_VALUE, FEW), explain(DeliveryStatements.FIRST_DUE),
        explain(DeliveryStatements.LAST_DUE));

    assertThat(walks).allSatisfy(Plans::assertWalks).allMatch(plan -> plan.contains("IX_DELIVERY_DUE"));
  }

  @Test
  void what_is_due_elsewhere_is_read_off_the_same_index() {
    var due = new Deliveries(new ScopedTables(unit, MAILBOX)).due(Instant.MAX, List.of(waiting.destination()), FEW);

    assertThat(due).hasSize(FEW);
    assertThat(plans.all()).singleElement().satisfies(Plans::assertWalks);
  }

  @Test
  void deliveries_are_listed_off_an_index() {
    UUID last = waiting.id().value();
    List<String> walks = List.of(explain(DeliveryStatements.NEWEST, FEW),
        explain(DeliveryStatements.NEWEST_BEFORE, last, FEW),
        explain(DeliveryStatements.NEWEST_IN_STATE, Codes.of(DeliveryState.DELIVERED), FEW),
        explain(DeliveryStatements.NEWEST_IN_STATE, Codes.of(DeliveryState.BOUNCED), FEW),
        explain(DeliveryStatements.NEWEST_IN_STATE_BEFORE, Codes.of(DeliveryState.DELIVERED), last, FEW),
        explain(DeliveryStatements.NEWEST_IN_STATE_BEFORE, Codes.of(DeliveryState.LEASED), last, FEW));

    assertThat(walks).allSatisfy(Plans::assertWalks);
  }

  @Test
  void a_delivery_and_those_of_a_message_are_found_by_an_index() {
    UUID id = waiting.id().value();
    List<String> looks = List.of(explain(DeliveryStatements.FIND, id),
        explain(DeliveryStatements.OF_MESSAGE, waiting.message().value()),
        explain(DeliveryStatements.ONE_OF_MESSAGE, waiting.message().value()),
        explain(DeliveryStatements.ADVANCE_FREE, (short) 2, 1, NOON, id, null, null, null, id),
        explain(DeliveryStatements.ADVANCE_LEASED, (short) 3, 1, null, null, NOON, null, null, id, id),
        explain(DeliveryStatements.DELETE_OF_MESSAGE, waiting.message().value()));

    assertThat(looks).allSatisfy(Plans::assertLooksAtFew);
  }

  @Test
  void the_queue_is_counted_without_a_look_at_what_is_settled() {
    assertThat(explain(DeliveryStatements.COUNT, Codes.of(DeliveryState.LEASED))).contains("IX_DELIVERY_STATE")
        .satisfies(Plans::assertLooksAtFew);
    assertThat(explain(DeliveryStatements.COUNT_DUE, NOON + 5_000_000)).contains("IX_DELIVERY_DUE")
        .satisfies(Plans::assertLooksAtFew);
  }

  @Test
  void a_send_is_found_by_its_key() {
    assertThat(explain(Sends.FIND, idempotencyKey.value().toByteArray(), 1)).satisfies(Plans::assertLooksAtFew);
    assertThat(explain(Sends.OF_MESSAGE, waiting.message().value())).satisfies(Plans::assertLooksAtFew);
  }

  @Test
  void what_is_to_be_forgotten_is_read_off_an_index_past_all_that_stays() {
    assertThat(explain(DeletedMessages.FIRST_BEFORE, NOON, FEW)).satisfies(Plans::assertWalks);
    assertThat(explain(DeletedMessages.FIRST_BEFORE, Long.MAX_VALUE, FEW)).satisfies(Plans::assertWalks);
  }

  @Test
  void lists_are_read_off_an_index_on_every_rung() {
    short kind = Codes.of(PolicyRow.Kind.SUPPRESSION);
    for (Scope place : RUNGS) {
      assertThat(plans.of(unit, PolicyEntries.LIST, place, kind, FEW)).satisfies(Plans::assertWalks);
      assertThat(plans.of(unit, PolicyEntries.LIST_AFTER, place, kind, new UUID(0, 0), FEW))
          .satisfies(Plans::assertWalks);
      assertThat(plans.of(unit, PolicyEntries.WITH_TOKEN, place, kind, entry.token().value().toByteArray(), 1))
          .satisfies(Plans::assertLooksAtFew);
      assertThat(plans.of(unit, PolicyEntries.FIND, place, entry.id().value())).satisfies(Plans::assertLooksAtFew);
    }
  }

  @Test
  void what_is_counted_is_read_off_an_index_on_every_rung() {
    short kind = Codes.of(UsageKind.SENDS);
    int today = (int) TODAY.toEpochDay();
    for (Scope place : RUNGS) {
      UUID owner = Plans.idsOf(place).getLast();
      assertThat(plans.of(unit, OwnedLimits.LIMITS, place, owner)).satisfies(Plans::assertLooksAtFew);
      assertThat(plans.of(unit, OwnedLimits.COUNTED, place, owner, kind, today - 30, today))
          .satisfies(Plans::assertLooksAtFew);
      assertThat(plans.of(unit, OwnedLimits.COUNT, place, 1L, owner, kind, today)).satisfies(Plans::assertLooksAtFew);
    }
  }

  @Test
  void the_outbox_is_read_off_an_index_and_never_looks_at_deliveries() {
    H2Outbox outbox = new H2Outbox(unit);
    assertThat(outbox.mailboxes(Optional.empty(), FEW)).containsExactly(MAILBOX);
    assertThat(outbox.mailboxes(Optional.of(MAILBOX), FEW)).isEmpty();
    assertThat(outbox.mailboxOf(waiting.id())).contains(MAILBOX);
    assertThat(outbox.mailboxOf(new DeliveryId(LATEST))).isEmpty();

    assertThat(plans.all()).hasSize(6).allSatisfy(Plans::assertLooksAtFew);
    assertThat(plans.all().subList(0, 4)).allMatch(plan -> !plan.contains("DELIVERY")).allSatisfy(Plans::assertWalks);
  }

  @Test
  void what_is_left_of_a_place_is_found_by_an_index() {
    for (Scope place : RUNGS) {
      for (Table<?> table : List.of(POLICY_ENTRY, USAGE_COUNT, SCOPE_LIMIT, ACCESS_KEY)) {
        new ScopedTables(unit, place).deleteOwn(table, FEW);
      }
    }
    for (Table<?> table : List.of(DELIVERY, SEND, DELETED_MESSAGE)) {
      assertThat(new ScopedTables(unit, MAILBOX).deleteOwn(table, FEW)).isEqualTo(FEW);
    }

    assertThat(plans.all()).hasSize(15).allSatisfy(Plans::assertLooksAtFew);
  }

  private String explain(PlacedStatement.Building building, @Nullable Object... values) {
    return plans.of(unit, building, MAILBOX, values);
  }
}
