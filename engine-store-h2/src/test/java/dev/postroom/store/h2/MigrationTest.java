package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.event.Event;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.Token;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was stored by an earlier version is found by this one. */
@ExtendWith(SilentLog.class)
class MigrationTest {
  private static final int MESSAGES = 20;

  @TempDir
  Path folder;
  private final List<Token> tokens = Furnished.tokens();
  private final List<MessageRow> newestFirst = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  @Test
  void messages_and_events_from_before_their_keys_were_shorter_are_listed_found_and_deleted() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    bringTo("3", database);
    in(database, this::fill);
    assertThat(Migrations.isBehind(database)).isTrue();

    Migrations.apply(database);

    assertThat(Migrations.isBehind(database)).isFalse();
    in(database, this::requireAnswers);
  }

  /** Each statement of a step is made by itself, and its end is noted last. */
  @Test
  void a_step_that_was_taken_in_part_when_the_power_went_is_taken_again() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    bringTo("3", database);
    in(database, this::fill);
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table message drop constraint fk_message_mailbox");
      statement.execute("drop index ix_message_flags");
    }

    Migrations.apply(database);

    in(database, this::requireAnswers);
  }

  private static void bringTo(String version, Database database) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database.source())
        .locations("classpath:" + Migrations.FOLDER)
        .target(version)
        .loggers()
        .load()
        .migrate();
  }

  private static <T> void in(Database database, MailStore.Work<T> work) throws SQLException {
    try (Session session = database.writer()) {
      work.in(new H2Transaction(new WorkUnit(session, WorkUnit.Mode.WRITE, EventPositions.after(session.sql()))));
      session.connection().commit();
    }
  }

  private int fill(StoreTransaction transaction) {
    MailboxStore mailbox = Furnished.house().in(transaction);
    for (int number = 0; number < MESSAGES; number++) {
      MessageRow message = Furnished.message(new ContentRef(1, 1, 10));
      mailbox.insert(message, tokens);
      newestFirst.addFirst(message);
      events.add(Furnished.newEvent().in(transaction));
    }
    return MESSAGES;
  }

  private int requireAnswers(StoreTransaction transaction) {
    MailboxStore mailbox = Furnished.mailbox(transaction);
    requireFound(mailbox);
    assertThat(transaction.events().read(0, Optional.of(Furnished.MAILBOX), Set.of(), 2 * MESSAGES))
        .extracting(StoredEvent::event)
        .containsExactlyElementsOf(events);

    assertThat(mailbox.delete(newestFirst.removeLast().id(), Furnished.NOON)).isTrue();
    requireFound(mailbox);
    return MESSAGES;
  }

  private void requireFound(MailboxStore mailbox) {
    assertThat(mailbox.list(selection(Set.of())).rows()).containsExactlyElementsOf(newestFirst);
    assertThat(mailbox.list(selection(Set.of(Flag.UNREAD))).rows()).containsExactlyElementsOf(newestFirst);
    assertThat(tokens).allSatisfy(token -> assertThat(mailbox.findByToken(Set.of(token), 2 * MESSAGES))
        .containsExactlyElementsOf(newestFirst));
  }

  private static MessageSelection selection(Set<Flag> with) {
    return new MessageSelection(with, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
        Set.of(), Optional.empty(), 2 * MESSAGES, 2 * MESSAGES);
  }
}
