package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.ContentRef;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No foreign key holds a message to its mailbox, so this does. */
@ExtendWith(SilentLog.class)
class MessagePlaceTest {
  private static final Scope.OfMailbox THERE = Furnished.MAILBOX;

  @TempDir
  Path folder;

  @Test
  void a_message_is_not_put_where_there_is_no_mailbox_and_nothing_stays_of_it() throws SQLException {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      for (Scope.OfMailbox absent : List.of(
          THERE.inWorkspace().mailbox(new MailboxId(Furnished.nextId())),
          THERE.inWorkspace().inTenant().workspace(new WorkspaceId(Furnished.nextId())).mailbox(THERE.mailbox()),
          new Scope.OfTenant(new TenantId(Furnished.nextId())).workspace(THERE.workspace()).mailbox(THERE.mailbox()))) {
        assertThatThrownBy(() -> store.write(transaction -> {
          transaction.tenant(absent.tenant())
              .workspace(absent.workspace())
              .mailbox(absent.mailbox())
              .insert(Furnished.message(new ContentRef(1, 1, 10)), Furnished.tokens());
          return absent;
        })).isInstanceOf(NotFoundException.class);
      }
    }

    try (Session session = Database.at(Ground.at(folder), StoreOptions.USUAL).writer()) {
      assertThat(session.sql().fetchCount(MESSAGE)).isZero();
      assertThat(session.sql().fetchCount(MESSAGE_TOKEN)).isZero();
    }
  }
}
