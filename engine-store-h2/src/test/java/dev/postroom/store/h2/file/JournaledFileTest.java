package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.store.h2.file.JournaledFile.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledFileTest {
  private static final Path FILE = Path.of("/data/mail.mv.db");
  private static final byte[] OCTETS = new byte[10_000];

  private final PowerCutDisk disk = new PowerCutDisk();

  private JournaledFile open() throws IOException {
    return JournaledFile.open(disk, FILE, Limits.USUAL);
  }

  @Test
  void a_failed_sync_is_final() throws IOException {
    try (JournaledFile file = open()) {
      file.write(0, OCTETS, 0, OCTETS.length);
      disk.failSyncs();
      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      disk.heal();

      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> file.write(0, OCTETS, 0, 1)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> file.read(0, new byte[1], 0, 1)).isInstanceOf(IOException.class);
      assertThatThrownBy(file::size).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_failed_write_to_the_journal_is_final() throws IOException {
    try (JournaledFile file = open()) {
      file.write(0, OCTETS, 0, OCTETS.length);
      disk.failWrites();
      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      disk.heal();

      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_journal_whose_file_was_deleted_is_not_applied() throws IOException {
    PowerCutDisk cut;
    try (JournaledFile file = open()) {
      file.write(0, OCTETS, 0, OCTETS.length);
      file.sync();
      cut = disk.cut(PowerCutDisk.Policy.NOTHING_KEPT, new Random(1));
    }
    cut.delete(FILE);
    try (JournaledFile fresh = JournaledFile.open(cut, FILE, Limits.USUAL)) {
      assertThat(fresh.size()).isZero();
    }
  }

  @Test
  void closing_leaves_no_journal(@TempDir Path folder) throws IOException {
    RealDisk real = new RealDisk();
    Path path = folder.resolve("mail.mv.db");
    try (JournaledFile file = JournaledFile.open(real, path, Limits.USUAL)) {
      file.write(5, OCTETS, 0, OCTETS.length);
    }
    assertThat(real.list(folder)).containsExactly(path);
    assertThat(real.size(path)).isEqualTo(5 + OCTETS.length);
  }
}
