package dev.postroom.core.event;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.MasterKeyFile;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.paging.Cursors;
import dev.postroom.error.ClosedException;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of all subscriptions. */
class EventPumpsTest {
  @TempDir
  private Path folder;

  @Test
  void who_comes_while_all_are_being_ended_is_refused_and_hinders_nothing() {
    try (InMemoryMailStore store = InMemoryMailStore.open()) {
      MasterKeys masters = MasterKeys.of(MasterKeyFile.createIfAbsent(folder.resolve("key")), List.of());
      Cursors cursors = new Cursors(new KeyLadder(store.vault(), masters, new SecureRandom(), 10).engine());
      EventPumps pumps = new EventPumps(store, cursors, new EventSignal());
      pumps.close();

      assertThatExceptionOfType(ClosedException.class)
          .isThrownBy(() -> pumps.subscribe("late", Set.of(), (event, cursor) -> {
          }));
      assertThatCode(pumps::close).doesNotThrowAnyException();
    }
  }
}
