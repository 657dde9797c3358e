package dev.postroom.store.h2.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.store.h2.vault.VaultModel.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The vault does as a map does, and after a power cut holds what was acknowledged and nothing that was destroyed. */
class VaultFileProps {
  private static final Path VAULT = Path.of("/data/vault");

  /** A disk as it was found after a cut, and what was acknowledged before. */
  private record Cut(PowerCutDisk disk, VaultModel model) {}

  @Property(tries = 150)
  void after_a_cut_the_vault_holds_what_was_acknowledged(@ForAll long seed, @ForAll Policy policy) {
    Random random = new Random(seed);
    PowerCutDisk disk = new PowerCutDisk();
    VaultModel model = new VaultModel();
    for (int life = 0; life < 3; life++) {
      Cut cut = liveUntilACut(disk, model, policy, random);
      disk = cut.disk();
      model = cut.model();
      try (VaultFile vault = VaultFile.open(disk, VAULT)) {
        model.mustDescribe(vault);
      }
      assertThat(nonZeroSlots(disk)).isEqualTo(secretsIn(disk));
    }
  }

  private static Cut liveUntilACut(PowerCutDisk disk, VaultModel model, Policy policy, Random random) {
    List<Cut> cuts = new ArrayList<>();
    disk.beforeChange(() -> {
      if (cuts.isEmpty() && random.nextInt(25) == 0) {
        cuts.add(new Cut(disk.cut(policy, random), model.copy()));
      }
    });
    try (VaultFile vault = VaultFile.open(disk, VAULT)) {
      while (cuts.isEmpty()) {
        act(vault, model, random);
        model.mustDescribe(vault);
      }
    }
    return cuts.getFirst();
  }

  private static void act(VaultFile vault, VaultModel model, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> {
        Place key = VaultModel.keyOf(VaultModel.anySecret(random));
        forget(model, List.of(key), () -> vault.destroy(key.owner(), key.version()));
      }
      case 1 -> {
        KeyOwner owner = VaultModel.anyOwner(random);
        forget(model, model.keysOf(owner), () -> vault.destroy(owner));
      }
      default -> put(vault, model, random);
    }
  }

  private static void forget(VaultModel model, List<Place> keys, Runnable destroy) {
    keys.forEach(key -> model.mayBecome(key, Optional.empty()));
    destroy.run();
    keys.forEach(key -> model.becomes(key, Optional.empty()));
  }

  private static void put(VaultFile vault, VaultModel model, Random random) {
    Map<Place, WrappedSecret> secrets = new LinkedHashMap<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      WrappedSecret secret = VaultModel.anySecret(random);
      secrets.put(VaultModel.keyOf(secret), secret);
    }
    secrets.forEach((key, secret) -> model.mayBecome(key, Optional.of(secret)));
    vault.put(secrets.values());
    secrets.forEach((key, secret) -> model.becomes(key, Optional.of(secret)));
  }

  private static int nonZeroSlots(PowerCutDisk disk) {
    byte[] octets = disk.contentOf(VAULT);
    int count = 0;
    for (int at = SlotFormat.SLOT; at + SlotFormat.SLOT <= octets.length; at += SlotFormat.SLOT) {
      count += SlotFormat.stateOf(octets, at) == SlotFormat.State.FREE ? 0 : 1;
    }
    return count;
  }

  private static int secretsIn(PowerCutDisk disk) {
    try (VaultFile vault = VaultFile.open(disk, VAULT)) {
      int count = 0;
      for (int owner = 0; owner < 5; owner++) {
        count += vault.secrets(VaultModel.owner(owner)).size();
      }
      return count;
    }
  }
}
