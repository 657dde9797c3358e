package dev.postroom.store.h2.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What a vault must hold: of each key one of several secrets, among which "none" may be. */
final class VaultModel {
  private static final int OWNERS = 5;
  private static final int VERSIONS = 3;

  record Place(KeyOwner owner, int version) {}

  private final Map<Place, Set<Optional<WrappedSecret>>> allowed = new HashMap<>();

  VaultModel() {
    for (int owner = 0; owner < OWNERS; owner++) {
      for (int version = 1; version <= VERSIONS; version++) {
        becomes(new Place(owner(owner), version), Optional.empty());
      }
    }
  }

  static KeyOwner owner(int number) {
    return new KeyOwner(KeyOwner.Rung.MAILBOX, new UUID(7, number));
  }

  static WrappedSecret anySecret(Random random) {
    byte[] sealed = new byte[random.nextInt(1, 321)];
    random.nextBytes(sealed);
    String wrappedBy = "k".repeat(random.nextInt(1, 65));
    int version = random.nextInt(1, VERSIONS + 1);
    return new WrappedSecret(owner(random.nextInt(OWNERS)), version, wrappedBy, SealedBytes.copyOf(sealed));
  }

  static KeyOwner anyOwner(Random random) {
    return owner(random.nextInt(OWNERS));
  }

  static Place keyOf(WrappedSecret secret) {
    return new Place(secret.owner(), secret.version());
  }

  List<Place> keysOf(KeyOwner owner) {
    return allowed.keySet().stream().filter(key -> key.owner().equals(owner)).toList();
  }

  void mayBecome(Place key, Optional<WrappedSecret> secret) {
    allowed.computeIfAbsent(key, absent -> new HashSet<>()).add(secret);
  }

  void becomes(Place key, Optional<WrappedSecret> secret) {
    allowed.put(key, new HashSet<>(Set.of(secret)));
  }

  VaultModel copy() {
    VaultModel copy = new VaultModel();
    allowed.forEach((key, secrets) -> copy.allowed.put(key, new HashSet<>(secrets)));
    return copy;
  }

  /** Compares, and knows from then on which one it is. */
  void mustDescribe(VaultFile vault) {
    for (Place key : List.copyOf(allowed.keySet())) {
      Optional<WrappedSecret> found = vault.secrets(key.owner())
          .stream()
          .filter(secret -> secret.version() == key.version())
          .findFirst();
      assertThat(allowed.getOrDefault(key, Set.of())).contains(found);
      becomes(key, found);
    }
  }
}
