package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No foreign key holds the rows of tokens to their messages, so this does. */
class MessageTokenRowsTest {
  @TempDir
  Path folder;
  private Session session;
  private MailboxStore mailbox;

  private H2Transaction transaction;

  @BeforeEach
  void open() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    Migrations.apply(database);
    session = database.writer();
    WorkUnit unit = new WorkUnit(session, WorkUnit.Mode.WRITE, EventPositions.after(session.sql()));
    transaction = new H2Transaction(unit);
    mailbox = Furnished.house().in(transaction);
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void a_deleted_message_takes_its_tokens_along_and_no_others() {
    List<Token> shared = tokens(3);
    MessageRow deleted = inserted(shared);
    MessageRow kept = inserted(shared);

    assertThat(mailbox.delete(deleted.id(), Furnished.NOON)).isTrue();
    assertThat(rows()).isEqualTo(3);
    assertThat(mailbox.findByToken(shared, 10)).containsExactly(kept);
    assertThat(mailbox.tokens(kept.id())).isEqualTo(Set.copyOf(shared));
    assertThat(mailbox.tokens(deleted.id())).isEmpty();
  }

  @Test
  void however_many_tokens_there_are_all_are_found_and_none_is_left() {
    for (int count : new int[]{0, 1, 7, 8, 9, 16, 17, 400}) {
      List<Token> tokens = tokens(count);
      MessageRow message = inserted(tokens);

      assertThat(rows()).isEqualTo(count);
      assertThat(mailbox.tokens(message.id())).isEqualTo(Set.copyOf(tokens));
      assertThat(tokens)
          .allSatisfy(token -> assertThat(mailbox.findByToken(Set.of(token), 2)).containsExactly(message));
      mailbox.delete(message.id(), Furnished.NOON);
      assertThat(rows()).isZero();
    }
  }

  @Test
  void a_purge_leaves_none() {
    for (int i = 0; i < 5; i++) {
      inserted(tokens(4));
    }
    mailbox.setStanding(Standing.ERASED);

    assertThat(transaction.purge(Furnished.MAILBOX, 3)).isFalse();
    assertThat(rows()).isEqualTo(8);
    assertThat(transaction.purge(Furnished.MAILBOX, 3)).isTrue();
    assertThat(rows()).isZero();
  }

  private MessageRow inserted(List<Token> tokens) {
    MessageRow message = Furnished.message(new ContentRef(1, 1, 10));
    mailbox.insert(message, tokens);
    return message;
  }

  private static List<Token> tokens(int count) {
    List<Token> tokens = new ArrayList<>();
    Token.Kind[] kinds = Token.Kind.values();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[16];
      value[0] = (byte) i;
      value[1] = (byte) (i >>> 8);
      tokens.add(new Token(kinds[i % kinds.length], 1 + i % 2, SealedBytes.copyOf(value)));
    }
    return tokens;
  }

  private int rows() {
    return session.sql().fetchCount(MESSAGE_TOKEN);
  }
}
