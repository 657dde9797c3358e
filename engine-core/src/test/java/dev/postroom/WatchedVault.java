package dev.postroom;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A vault that remembers who ever had a secret in it, and keeps whose secret it is told to. */
final class WatchedVault implements KeyVault {
  private final KeyVault vault;
  private final Set<KeyOwner> everThere = ConcurrentHashMap.newKeySet();
  private final Set<KeyOwner> stuck = ConcurrentHashMap.newKeySet();

  WatchedVault(KeyVault vault) {
    this.vault = vault;
  }

  /** Has it fail to destroy a secret. */
  void stick(KeyOwner owner) {
    stuck.add(owner);
  }

  /** Nothing in it sticks any more. */
  void mend() {
    stuck.clear();
  }

  /** Whose secrets are in it now. */
  Set<KeyOwner> owners() {
    return everThere.stream().filter(owner -> !vault.secrets(owner).isEmpty()).collect(Collectors.toSet());
  }

  /** On which rungs those are, each as often as it occurs. */
  List<KeyOwner.Rung> rungs() {
    return owners().stream().map(KeyOwner::rung).sorted().toList();
  }

  @Override
  public void put(Collection<WrappedSecret> secrets) {
    secrets.forEach(secret -> everThere.add(secret.owner()));
    vault.put(secrets);
  }

  @Override
  public List<WrappedSecret> secrets(KeyOwner owner) {
    return vault.secrets(owner);
  }

  @Override
  public void destroy(KeyOwner owner, int version) {
    vault.destroy(owner, version);
  }

  @Override
  public void destroy(KeyOwner owner) {
    if (stuck.contains(owner)) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "vault: told to fail");
    }
    vault.destroy(owner);
  }
}
