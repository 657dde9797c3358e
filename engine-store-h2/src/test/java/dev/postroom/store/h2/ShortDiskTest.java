package dev.postroom.store.h2;

import static dev.postroom.store.h2.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoreTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store still does on a disk that is nearly full: without room for contents, and without room for anything. */
class ShortDiskTest {
  private static final StoreOptions NO_CONTENTS = StoreOptions.USUAL.withContentReserve(Long.MAX_VALUE);
  private static final StoreOptions NOTHING = StoreOptions.USUAL.withReserve(Long.MAX_VALUE);

  @TempDir
  Path folder;
  private MessageRow message = Furnished.message(new ContentRef(0, 0, 0));

  @BeforeEach
  void furnish() throws IOException {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      ContentRef content = append(store);
      message = new MessageRow(message.id(), message.thread(), message.receivedAt(), 10, message.flags(), content,
          message.summary(), message.trace());
      change(store, t -> Furnished.mailbox(t).insert(message, Furnished.tokens()));
    }
  }

  private ContentRef append(MailStore store) throws IOException {
    return store.contents(Furnished.MAILBOX).append(message.id(), sink -> sink.write(new byte[10]));
  }

  private static void change(MailStore store, Consumer<StoreTransaction> change) {
    store.write(t -> {
      change.accept(t);
      return true;
    });
  }

  @Test
  void without_room_for_contents_all_else_is_changed_and_room_given_back() {
    try (H2MailStore store = H2MailStore.open(Ground.at(folder), NO_CONTENTS)) {
      assertThat(store.health()).isInstanceOf(StoreHealth.Full.class);
      assertRefused(() -> append(store), FailureReason.STORE_FULL);
      change(store, t -> Furnished.mailbox(t).setFlags(message.id(), Set.of()));
      change(store, t -> Furnished.mailbox(t).setStanding(Standing.SUSPENDED));
      change(store, t -> assertThat(Furnished.mailbox(t).delete(message.id(), Furnished.NOON)).isTrue());
      change(store, t -> Furnished.mailbox(t).setStanding(Standing.ERASED));
      change(store, t -> assertThat(t.purge(Furnished.MAILBOX, 100)).isTrue());
    }
    try (H2MailStore store = H2MailStore.open(folder)) {
      assertThat(store.<Standing>read(t -> t.standing(Furnished.MAILBOX))).isEqualTo(Standing.ERASED);
      assertThat(store.<List<?>>read(t -> t.unpurged(10))).isEmpty();
    }
  }

  @Test
  void without_room_for_anything_it_is_read_only() {
    try (H2MailStore store = H2MailStore.open(Ground.at(folder), NOTHING)) {
      assertThat(store.health()).isInstanceOf(StoreHealth.ReadOnly.class);
      assertRefused(() -> append(store), FailureReason.STORE_FULL);
      assertRefused(() -> change(store, t -> Furnished.mailbox(t).delete(message.id(), Furnished.NOON)),
          FailureReason.STORE_FULL);
      assertThat(store.<Boolean>read(t -> Furnished.mailbox(t).find(message.id()).isPresent())).isTrue();
    }
  }
}
