package dev.postroom.core.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.MasterKeyFile;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.error.InvalidCursorException;
import dev.postroom.paging.PageCursor;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cursor says, and to whom. */
class CursorsTest {
  private Cursors cursors;

  @BeforeEach
  void make(@TempDir Path folder) {
    try (InMemoryMailStore store = InMemoryMailStore.open()) {
      MasterKeys masters = MasterKeys.of(MasterKeyFile.createIfAbsent(folder.resolve("key")), List.of());
      cursors = new Cursors(new KeyLadder(store.vault(), masters, new SecureRandom(), 10).engine());
    }
  }

  @Test
  void a_place_comes_back_in_its_own_list_and_in_no_other() {
    PageCursor cursor = cursors.after("events a", 4_711);

    assertThat(cursors.position("events a", cursor)).isEqualTo(4_711);
    assertThatExceptionOfType(InvalidCursorException.class).isThrownBy(() -> cursors.position("events b", cursor));
  }

  @Test
  void a_cursor_does_not_tell_how_much_was_logged_for_all() {
    ByteBuffer one = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursors.after("events a", 4_711).text()));
    ByteBuffer next = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursors.after("events a", 4_712).text()));

    assertThat(one.getLong(8)).isNotEqualTo(4_711);
    assertThat(next.getLong(8) - one.getLong(8)).isNotEqualTo(1);
    assertThat(next.getLong(0)).isNotEqualTo(one.getLong(0));
  }
}
