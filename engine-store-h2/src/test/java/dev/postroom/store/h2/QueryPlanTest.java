package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.Token;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page is read off the end of an index: nothing is gathered to be sorted, however large the mailbox. */
class QueryPlanTest {
  private static final int MESSAGES = 2_000;
  private static final int FEW = 20;
  private static final Optional<MessageId> LATEST = Optional.of(new MessageId(new UUID(-1, -1)));

  @TempDir
  Path folder;
  private final List<Token> tokens = Furnished.tokens();
  private Session session;
  private Plans plans;
  private WorkUnit unit;

  @BeforeEach
  void fill() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
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
    plans = new Plans(session).listening();
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void messages_are_listed_off_an_index() {
    MessageSearch search = new MessageSearch(new ScopedTables(unit, Furnished.MAILBOX));
    ThreadId thread = new ThreadId(new UUID(1, 1));
    search.list(selection(Set.of(), Optional.of(thread), Set.of()));
    search.list(selection(Set.of(Flag.UNREAD), Optional.of(thread), Set.of()));
    search.list(selection(Set.of(Flag.UNREAD), Optional.empty(), Set.of(tokens.getFirst())));
    search.list(selection(Set.of(), Optional.empty(), Set.of(tokens.getFirst()), Set.copyOf(tokens)));

    assertThat(plans.all()).hasSize(8).allSatisfy(Plans::assertWalks);
  }

  @Test
  void messages_of_which_nothing_else_is_asked_are_listed_off_an_index_by_what_is_prepared() {
    Map<MessageIndex,
        List<?>> ranges = Map.of(MessageIndex.IDS, List.of(), MessageIndex.FLAGS, List.of(true, false, false),
            MessageIndex.THREADS, List.of(new UUID(1, 1)), MessageIndex.TOKENS,
            List.of(TokenCodes.of(tokens.getFirst())));
    assertThat(ranges).containsOnlyKeys(MessageIndex.values());
    ranges.forEach((index, range) -> {
      Plans.assertWalks(plan(new MessageWalk.Unfiltered(index, false), range, List.of(10)));
      Plans.assertWalks(plan(new MessageWalk.Unfiltered(index, true), range, List.of(LATEST.get().value(), 10)));
    });
  }

  private String plan(PlacedStatement.Building building, List<?> range, List<?> bounds) {
    return plans.of(unit, building, Furnished.MAILBOX,
        Stream.concat(range.stream(), bounds.stream()).toArray(Object[]::new));
  }

  @Test
  void a_list_in_which_nothing_matches_looks_no_further_than_it_may() {
    MessageSearch search = new MessageSearch(new ScopedTables(unit, Furnished.MAILBOX));
    Optional<Instant> later = Optional.of(Instant.MAX);
    for (Set<Token> from : List.of(Set.<Token>of(), Set.of(tokens.getFirst()))) {
      MessageSelection wanted =
          new MessageSelection(Set.of(), Set.of(), later, Optional.empty(), Optional.empty(), from,
              Set.of(), LATEST, 10, FEW);
      MessageSlice slice = search.list(wanted);
      assertThat(slice.rows()).isEmpty();
      assertThat(slice.next()).isPresent();
    }

    assertThat(plans.all()).hasSize(4).allSatisfy(Plans::assertWalks);
  }

  @Test
  void flags_lead_past_all_the_messages_that_do_not_have_them() throws SQLException {
    try (Statement statement = session.unrecorded().createStatement()) {
      statement.executeUpdate("update message set archived = true");
    }
    MessageSearch search = new MessageSearch(new ScopedTables(unit, Furnished.MAILBOX));
    Set<Flag> others = Set.of(Flag.ARCHIVED, Flag.SENT);
    MessageSlice slice = search.list(new MessageSelection(Set.of(Flag.UNREAD), others, Optional.empty(),
        Optional.empty(), Optional.empty(), Set.of(), Set.of(), LATEST, 10, FEW));

    assertThat(slice).isEqualTo(MessageSlice.NONE);
    assertThat(plans.all()).as("statements beside the prepared one").isEmpty();
    Plans.assertWalks(plan(new MessageWalk.Unfiltered(MessageIndex.FLAGS, true), List.of(true, false, false),
        List.of(LATEST.get().value(), 10)));
  }

  @Test
  void events_are_read_off_an_index() {
    H2EventLog log = new H2EventLog(unit);
    Scope.OfMailbox place = Furnished.MAILBOX;
    List<EventType> types = List.of(EventType.CREATED, EventType.ERASED);
    for (int many = 0; many <= types.size(); many++) {
      List<EventType> some = types.subList(0, many);
      Object[] values = Stream
          .concat(Stream.of(MESSAGES / 2, MESSAGES), Stream.concat(some.stream().map(Codes::of), Stream.of(10)))
          .toArray();
      Plans.assertWalks(plans.of(unit, new H2EventLog.OfAll(many), place, values));
      log.read(MESSAGES / 2, MESSAGES, Optional.empty(), Set.copyOf(some), 10);
      for (Scope within : List.of(place, place.inWorkspace(), place.inWorkspace().inTenant())) {
        Plans.assertWalks(plans.of(unit, new H2EventLog.OfPlace(many), within, values));
        log.read(MESSAGES / 2, MESSAGES, Optional.of(within), Set.copyOf(some), 10);
      }
    }
    Plans.assertLooksAtFew(plans.of(unit, H2EventLog.END, place));
    assertThat(log.end()).isGreaterThanOrEqualTo(MESSAGES);

    assertThat(plans.all()).as("statements beside the prepared ones").isEmpty();
  }

  @Test
  void whom_mail_is_for_is_found_by_an_index() throws SQLException {
    try (Statement statement = session.unrecorded().createStatement()) {
      statement.executeUpdate("insert into domain_owner (name, domain_id)"
          + " select 'd' || x || '.example', random_uuid() from system_range(1, 100)");
      statement.executeUpdate(
          "insert into address (tenant_id, workspace_id, mailbox_id, domain_id, local_part, written, kind)"
              + " select m.tenant_id, m.workspace_id, m.mailbox_id, d.domain_id, 'n' || x, 'n' || x, 2"
              + " from mailbox m, domain_owner d, system_range(1, 100) where d.name = 'd7.example'");
    }
    H2Routing routing = new H2Routing(unit);
    DomainId domain = routing.domain(new DomainName("d7.example")).orElseThrow().domain();
    assertThat(routing.mailbox(domain, "n7")).contains(Furnished.MAILBOX);
    assertThat(plans.all()).as("statements beside the prepared ones").isEmpty();

    Plans.assertLooksAtFew(plans.of(unit, H2Routing.OWNER, Furnished.MAILBOX, "d7.example"));
    Plans.assertLooksAtFew(plans.of(unit, H2Routing.MAILBOX, Furnished.MAILBOX, domain.value(), "n7"));
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

    assertThat(plans.all()).hasSize(5).allSatisfy(plan -> assertThat(plan).contains("/* index sorted */"));
  }

  private static MessageSelection selection(Set<Flag> with, Optional<ThreadId> thread, Set<Token> from) {
    return selection(with, thread, from, Set.of());
  }

  private static MessageSelection selection(Set<Flag> with, Optional<ThreadId> thread, Set<Token> from, Set<Token> to) {
    return new MessageSelection(with, Set.of(Flag.ARCHIVED), Optional.empty(), Optional.empty(), thread, from, to,
        LATEST, 10, FEW);
  }
}
