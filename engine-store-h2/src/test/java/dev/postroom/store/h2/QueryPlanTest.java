package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.event.EventType;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.Token;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page is read off the end of an index: nothing is gathered to be sorted, however large the mailbox. */
class QueryPlanTest {
  private static final int MESSAGES = 2_000;
  private static final Optional<MessageId> LATEST = Optional.of(new MessageId(new UUID(-1, -1)));

  @TempDir
  Path folder;
  private final List<String> plans = new ArrayList<>();
  private final List<Token> tokens = Furnished.tokens();
  private Session session;
  private WorkUnit unit;

  @BeforeEach
  void fill() throws SQLException {
    Database database = Database.at(folder, 8192);
    Migrations.apply(database);
    session = database.writer();
    unit = new WorkUnit(session, WorkUnit.Mode.WRITE, EventPositions.after(session.sql()));
    H2Transaction transaction = new H2Transaction(unit);
    Furnished.house().in(transaction);
    for (int i = 0; i < MESSAGES; i++) {
      Furnished.mailbox(transaction).insert(Furnished.message(new ContentRef(1, 1, 10)), tokens);
      Furnished.newEvent().in(transaction);
    }
    session.connection().commit();
    ((DefaultConfiguration) session.sql().configuration())
        .set(new DefaultExecuteListenerProvider(ExecuteListener.onExecuteStart(this::explain)));
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void messages_are_listed_off_an_index() {
    MessageSearch search = new MessageSearch(new ScopedTables(unit, Furnished.MAILBOX));
    ThreadId thread = new ThreadId(new UUID(1, 1));
    search.list(selection(Set.of(), Optional.empty(), Set.of()));
    search.list(selection(Set.of(Flag.UNREAD), Optional.empty(), Set.of()));
    search.list(selection(Set.of(), Optional.of(thread), Set.of()));
    search.list(selection(Set.of(Flag.UNREAD), Optional.of(thread), Set.of()));
    search.list(selection(Set.of(Flag.UNREAD), Optional.empty(), Set.of(tokens.getFirst())));
    search.byToken(Set.of(tokens.getLast()), 10);

    assertThat(plans).hasSize(6).allSatisfy(QueryPlanTest::assertWalks);
  }

  @Test
  void events_are_read_off_an_index() {
    H2EventLog log = new H2EventLog(unit);
    Scope.OfMailbox place = Furnished.MAILBOX;
    log.read(MESSAGES / 2, Optional.empty(), Set.of(), 10);
    log.read(MESSAGES / 2, Optional.of(place.inWorkspace().inTenant()), Set.of(), 10);
    log.read(MESSAGES / 2, Optional.of(place.inWorkspace()), Set.of(EventType.CREATED), 10);
    log.read(MESSAGES / 2, Optional.of(place), Set.of(EventType.CREATED), 10);

    assertThat(plans).hasSize(4).allSatisfy(QueryPlanTest::assertWalks);
  }

  @Test
  void keys_and_mailboxes_are_listed_off_an_index() {
    Optional<KeyId> first = Optional.of(new KeyId(new UUID(0, 0)));
    Scope.OfMailbox place = Furnished.MAILBOX;
    for (Scope scope : List.of(place, place.inWorkspace(), place.inWorkspace().inTenant())) {
      new KeyRows(new ScopedTables(unit, scope)).list(first, 10);
    }
    new WorkspaceRung(unit, place.inWorkspace()).listMailboxes(Optional.of(place.mailbox()), 10);
    new TenantRung(unit, place.inWorkspace().inTenant()).listWorkspaces(Optional.of(place.workspace()), 10);

    assertThat(plans).hasSize(5).allSatisfy(plan -> assertThat(plan).contains("/* index sorted */"));
  }

  private static void assertWalks(String plan) {
    assertThat(plan).contains("/* index sorted */");
    assertThat(plan.lines()
        .filter(line -> line.contains("scanCount"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToInt(Integer::parseInt)).allMatch(rows -> rows < 50);
  }

  private static MessageSelection selection(Set<Flag> with, Optional<ThreadId> thread, Set<Token> from) {
    return new MessageSelection(with, Set.of(Flag.ARCHIVED), Optional.empty(), Optional.empty(), thread, from, Set.of(),
        LATEST,
        10);
  }

  private void explain(ExecuteContext context) {
    Query query = context.query();
    if (query == null) {
      return;
    }
    try (var explain = session.connection().prepareStatement("explain analyze " + query.getSQL())) {
      List<Object> values = query.getBindValues();
      for (int i = 0; i < values.size(); i++) {
        explain.setObject(i + 1, values.get(i));
      }
      try (var plan = explain.executeQuery()) {
        plan.next();
        plans.add(plan.getString(1));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
