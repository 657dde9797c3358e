package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever the power fails while a store is made, it is made by the next opening. */
class MakingPowerCutTest {
  private static final int ONE_IN = Effort.of(8, 1);

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void a_store_of_which_the_making_was_cut_short_opens_and_takes_changes(Policy policy) {
    List<PowerCutDisk> cuts = cutsWhileMaking(DatabaseFiles.USUAL, policy, ONE_IN);

    assertThat(cuts).isNotEmpty().allMatch(cut -> takesChanges(cut, DatabaseFiles.USUAL));
  }

  @Test
  void without_the_journal_of_the_database_some_of_them_do_not_open() {
    List<PowerCutDisk> cuts = cutsWhileMaking(DatabaseFiles.PLAIN, Policy.SECTORS_KEPT, 1);

    assertThat(cuts).anyMatch(cut -> !takesChanges(cut, DatabaseFiles.PLAIN));
  }

  private List<PowerCutDisk> cutsWhileMaking(DatabaseFiles files, Policy policy, int oneIn) {
    List<PowerCutDisk> cuts = new ArrayList<>();
    Random random = new Random(policy.name().hashCode());
    PowerCutDisk disk = new PowerCutDisk();
    disk.beforeChange(() -> {
      if (random.nextInt(oneIn) == 0) {
        cuts.add(disk.cut(policy, random));
      }
    });
    open(disk, files).close();
    return cuts;
  }

  private boolean takesChanges(PowerCutDisk disk, DatabaseFiles files) {
    TenantRow row;
    try (H2MailStore store = open(disk, files)) {
      row = store.write(Furnished.newTenant("acme"));
    } catch (StoreException damaged) {
      return false;
    }
    try (H2MailStore store = open(disk, files)) {
      return store.<List<TenantRow>>read(t -> t.listTenants(Optional.empty(), 10)).equals(List.of(row));
    }
  }

  private H2MailStore open(PowerCutDisk disk, DatabaseFiles files) {
    return H2MailStore.open(new Ground(disk, files.over(disk, "making"), folder), StoreOptions.USUAL);
  }
}
