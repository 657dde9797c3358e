package dev.postroom.store.h2.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFileTest {
  private static final Path VAULT = Path.of("/data/vault");

  private static WrappedSecret secret(long owner, int version, String text) {
    SealedBytes sealed = SealedBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    return new WrappedSecret(new KeyOwner(KeyOwner.Rung.WORKSPACE, new UUID(0, owner)), version, "1", sealed);
  }

  @Test
  void versions_come_oldest_first_and_a_second_put_replaces() {
    try (VaultFile vault = VaultFile.open(new PowerCutDisk(), VAULT)) {
      vault.put(List.of(secret(1, 2, "two"), secret(1, 1, "one"), secret(2, 1, "other")));
      vault.put(List.of(secret(1, 1, "one again")));

      assertThat(vault.secrets(secret(1, 1, "x").owner())).containsExactly(secret(1, 1, "one again"),
          secret(1, 2, "two"));
    }
  }

  @Test
  void what_was_destroyed_is_in_no_octet_of_the_file(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("vault");
    try (VaultFile vault = VaultFile.open(new RealDisk(), path)) {
      vault.put(List.of(secret(1, 1, "CANARY"), secret(2, 1, "STAYS")));
      vault.destroy(secret(1, 1, "x").owner());

      String octets = Files.readString(path, StandardCharsets.ISO_8859_1);
      assertThat(octets).doesNotContain("CANARY").contains("STAYS");
    }
  }

  @Test
  void the_file_is_for_its_owner_only(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("vault");
    VaultFile.open(new RealDisk(), path).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
  }

  @Test
  void a_failed_force_is_final() {
    PowerCutDisk disk = new PowerCutDisk();
    VaultFile vault = VaultFile.open(disk, VAULT);
    disk.failSyncs();
    assertThatThrownBy(() -> vault.put(List.of(secret(1, 1, "one")))).isInstanceOf(StoreException.class);
    disk.heal();

    assertThatThrownBy(() -> vault.put(List.of(secret(1, 1, "one")))).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE));
  }

  @Test
  void a_vault_of_another_format_is_refused_and_not_changed() throws IOException {
    PowerCutDisk disk = new PowerCutDisk();
    VaultFile.open(disk, VAULT).close();
    try (DiskFile file = disk.open(VAULT)) {
      file.write(4, new byte[]{0, 0, 0, 9}, 0, 4);
      file.write(2000, new byte[]{1, 2, 3}, 0, 3);
    }
    byte[] before = disk.contentOf(VAULT);

    assertThatThrownBy(() -> VaultFile.open(disk, VAULT)).isInstanceOf(StoreException.class);
    assertThat(disk.contentOf(VAULT)).isEqualTo(before);
  }

  @Test
  void a_vault_with_a_flipped_bit_is_refused_and_not_changed() throws IOException {
    PowerCutDisk disk = new PowerCutDisk();
    try (VaultFile vault = VaultFile.open(disk, VAULT)) {
      vault.put(List.of(secret(1, 1, "one"), secret(2, 1, "two")));
    }
    byte[] whole = disk.contentOf(VAULT);
    for (int octet = SlotFormat.SLOT; octet < 2 * SlotFormat.SLOT; octet++) {
      byte[] flipped = {(byte) (whole[octet] ^ 1 << octet % Byte.SIZE)};
      rewrite(disk, octet, flipped);

      assertThatThrownBy(() -> VaultFile.open(disk, VAULT)).isInstanceOfSatisfying(StoreException.class,
          refusal -> assertThat(refusal.reason()).isEqualTo(FailureReason.STORE_CORRUPT));
      assertThat(disk.contentOf(VAULT)[octet]).isEqualTo(flipped[0]);
      rewrite(disk, octet, new byte[]{whole[octet]});
    }
    VaultFile.open(disk, VAULT).close();
  }

  private static void rewrite(PowerCutDisk disk, int at, byte[] octets) throws IOException {
    try (DiskFile file = disk.open(VAULT)) {
      file.write(at, octets, 0, octets.length);
    }
  }

  @Test
  void a_million_owners_take_two_arrays_of_two_million_numbers() {
    SlotIndex index = new SlotIndex();
    for (int slot = 0; slot < 1_000_000; slot++) {
      index.add(tag(slot), slot);
    }

    assertThat(index.octets()).isLessThanOrEqualTo(16L << 20);
    int[] found = {-1};
    index.find(tag(777_777), slot -> found[0] = slot);
    assertThat(found[0]).isEqualTo(777_777);
  }

  private static int tag(int number) {
    return number * 0x9E3779B1;
  }
}
