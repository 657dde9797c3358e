package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TombstonesTest {
  private static final Scope.OfWorkspace WORKSPACE = Furnished.MAILBOX.inWorkspace();

  @TempDir
  Path folder;

  @Test
  void what_is_written_is_read_again() throws IOException {
    KeyId key = new KeyId(Furnished.nextId());
    Tombstones written = new Tombstones(Set.of(Furnished.MAILBOX, WORKSPACE, WORKSPACE.inTenant()),
        Map.of(key, Furnished.NOON.plusNanos(1_000)));
    written.write(folder.resolve("tombstones"));

    Tombstones read = Tombstones.read(folder.resolve("tombstones"));
    assertThat(read.erased()).isEqualTo(written.erased());
    assertThat(read.revoked()).isEqualTo(written.revoked());
    assertThat(read).hasToString("Tombstones[3 erased, 1 revoked]");
  }

  @Test
  void of_two_both_count() {
    KeyId one = new KeyId(Furnished.nextId());
    KeyId other = new KeyId(Furnished.nextId());
    Tombstones both = new Tombstones(Set.of(WORKSPACE), Map.of(one, Furnished.NOON))
        .and(new Tombstones(Set.of(Furnished.MAILBOX), Map.of(other, Instant.EPOCH)));

    assertThat(both.erased()).containsExactlyInAnyOrder(WORKSPACE, Furnished.MAILBOX);
    assertThat(both.revoked()).containsOnlyKeys(one, other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "postroom-tombstones 2\n", "postroom-tombstones 1\nerased\n",
      "postroom-tombstones 1\nerased tnt_x\n", "postroom-tombstones 1\nrevoked key_1\n",
      "postroom-tombstones 1\nburied x\n", "postroom-tombstones 1\n\n"})
  void what_is_something_else_is_refused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("other"), text);
    assertThatThrownBy(() -> Tombstones.read(file)).isInstanceOf(InvalidInputException.class);
  }
}
