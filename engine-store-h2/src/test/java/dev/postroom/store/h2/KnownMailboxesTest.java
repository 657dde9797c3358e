package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Standing;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a write knows of mailboxes without asking is what a read finds. */
class KnownMailboxesTest {
  @TempDir
  Path folder;
  private H2MailStore store;

  @BeforeEach
  void open() {
    store = H2MailStore.open(folder);
    store.write(t -> Furnished.house().in(t).row());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void messages_are_counted_in_the_same_transaction_and_after_it() {
    insert();
    store.write(t -> {
      assertThat(row(t).messages()).isOne();
      insertion().in(t);
      assertThat(row(t).messages()).isEqualTo(2);
      return 1;
    });

    assertSame();
  }

  @Test
  void what_was_undone_is_not_counted() {
    insert();
    assertThatThrownBy(() -> store.write(t -> {
      insertion().in(t);
      assertThat(row(t).messages()).isEqualTo(2);
      throw new IllegalStateException("thought better of it");
    })).isInstanceOf(IllegalStateException.class);

    assertSame();
    assertThat(store.<Long>write(t -> row(t).messages())).isOne();
  }

  @Test
  void a_changed_standing_is_seen_on_every_rung() {
    insert();
    for (Standing standing : List.of(Standing.SUSPENDED, Standing.ACTIVE)) {
      store.write(t -> {
        t.tenant(Furnished.MAILBOX.tenant()).setStanding(standing);
        assertThat(t.standing(Furnished.MAILBOX)).isEqualTo(standing);
        return 1;
      });
      assertSame();
    }
    store.write(t -> {
      Furnished.mailbox(t).setStanding(Standing.SUSPENDED);
      assertThat(row(t).standing()).isEqualTo(Standing.SUSPENDED);
      return 1;
    });
    assertSame();
  }

  @Test
  void a_standing_whose_change_was_undone_is_the_old_one() {
    insert();
    assertThatThrownBy(() -> store.write(t -> {
      t.tenant(Furnished.MAILBOX.tenant()).setStanding(Standing.SUSPENDED);
      assertThat(t.standing(Furnished.MAILBOX)).isEqualTo(Standing.SUSPENDED);
      throw new IllegalStateException("thought better of it");
    })).isInstanceOf(IllegalStateException.class);

    assertSame();
  }

  @Test
  void a_changed_quota_and_a_deletion_are_seen() {
    MessageRow message = insert();
    store.write(t -> {
      Furnished.mailbox(t).update("Other", OptionalLong.of(5));
      assertThat(row(t).quota()).hasValue(5);
      return 1;
    });
    assertSame();
    store.write(t -> {
      Furnished.mailbox(t).delete(message.id(), Furnished.NOON);
      assertThat(row(t).messages()).isZero();
      return 1;
    });
    assertSame();
  }

  private MessageRow insert() {
    return store.write(insertion());
  }

  private static MailStore.Work<MessageRow> insertion() {
    MessageRow message = Furnished.message(new ContentRef(1, 1, 10));
    return t -> {
      Furnished.mailbox(t).insert(message, Furnished.tokens());
      return message;
    };
  }

  private static MailboxRow row(StoreTransaction t) {
    return Furnished.mailbox(t).row().orElseThrow();
  }

  private void assertSame() {
    assertThat(store.<MailboxRow>write(KnownMailboxesTest::row))
        .isEqualTo(store.<MailboxRow>write(KnownMailboxesTest::row))
        .isEqualTo(store.<MailboxRow>read(KnownMailboxesTest::row));
    assertThat(store.<Standing>write(t -> t.standing(Furnished.MAILBOX)))
        .isEqualTo(store.<Standing>read(t -> t.standing(Furnished.MAILBOX)));
  }
}
