package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents are walked over all mailboxes, also where the ids of one lie between those of another, and moved in one. */
class ContentRowsTest {
  private static final Scope.OfMailbox OTHER = new Scope.OfTenant(new TenantId(new UUID(2, 1)))
      .workspace(new WorkspaceId(new UUID(2, 2)))
      .mailbox(new MailboxId(new UUID(2, 3)));
  private static final ContentRef HERE = new ContentRef(1, 1, 10);
  private static final ContentRef THERE = new ContentRef(2, 1, 10);
  private static final int AT_ONCE = 3;

  @TempDir
  Path folder;

  /** What was made, and what was seen of it. */
  private record Seen(List<MessageId> made, List<MessageId> walked, Optional<ContentRef> elsewhere,
      Optional<ContentRef> movedFromElsewhere, Optional<ContentRef> moved) {
    boolean isRight() {
      return walked.equals(made) && elsewhere.isEmpty() && movedFromElsewhere.equals(Optional.of(HERE))
          && moved.equals(Optional.of(THERE));
    }
  }

  @Test
  void each_is_walked_once_and_found_and_moved_only_in_its_own_mailbox() throws Exception {
    assertThat(seen(Confining.ALWAYS)).matches(Seen::isRight);
  }

  @Test
  void a_statement_that_is_not_confined_is_noticed() throws Exception {
    ScopeFault sound = ScopeFault.none();
    seen(sound);
    Set<ScopeFault.Site> sites =
        sound.passed().stream().filter(site -> site.type().equals("ContentRows")).collect(Collectors.toSet());
    assertThat(sites).hasSize(3);
    for (ScopeFault.Site site : sites) {
      assertThat(seen(ScopeFault.at(site)).isRight()).as(site.toString()).isFalse();
    }
  }

  private Seen seen(Confining confining) throws SQLException, IOException {
    Path own = Files.createTempDirectory(folder, "store");
    Database database = Database.at(Ground.at(own), StoreOptions.USUAL.withConfining(confining));
    Migrations.apply(database);
    Session session = database.writer();
    try {
      WorkUnit unit = new WorkUnit(session, WorkUnit.Mode.WRITE, EventPositions.after(session.sql()));
      return seen(new H2Transaction(unit), new ContentRows(unit));
    } finally {
      session.close();
    }
  }

  private static Seen seen(H2Transaction transaction, ContentRows rows) {
    MailboxStore one = Furnished.house().in(transaction);
    MailboxStore two = Furnished.house("globex", OTHER).in(transaction);
    List<MessageId> ofOne = new ArrayList<>();
    List<MessageId> ofTwo = new ArrayList<>();
    for (int number = 0; number < 2 * AT_ONCE + 1; number++) {
      ofOne.add(inserted(one));
      ofTwo.add(inserted(two));
    }
    MessageId first = ofOne.getFirst();
    List<MessageId> walked = walked(rows);
    Optional<ContentRef> elsewhere = rows.find(OTHER, first);
    rows.move(new ContentRows.Pointer(OTHER, first, HERE), THERE);
    Optional<ContentRef> movedFromElsewhere = rows.find(Furnished.MAILBOX, first);
    rows.move(new ContentRows.Pointer(Furnished.MAILBOX, first, HERE), THERE);
    return new Seen(Stream.concat(ofOne.stream(), ofTwo.stream()).toList(), walked, elsewhere, movedFromElsewhere,
        rows.find(Furnished.MAILBOX, first));
  }

  private static MessageId inserted(MailboxStore mailbox) {
    MessageRow message = Furnished.message(HERE);
    mailbox.insert(message, Furnished.tokens());
    return message.id();
  }

  private static List<MessageId> walked(ContentRows rows) {
    List<MessageId> walked = new ArrayList<>();
    List<ContentRows.Pointer> some = rows.after(Optional.empty(), AT_ONCE);
    while (!some.isEmpty()) {
      some.forEach(pointer -> walked.add(pointer.message()));
      some = rows.after(Optional.of(some.getLast()), AT_ONCE);
    }
    return walked;
  }
}
