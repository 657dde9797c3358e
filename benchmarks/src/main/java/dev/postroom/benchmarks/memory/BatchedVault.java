package dev.postroom.benchmarks.memory;

import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A vault that is filled in batches, so that a million secrets are not a million forces of the disk. For one thread, and for filling. */
final class BatchedVault implements KeyVault {
  private final KeyVault vault;
  private final Map<KeyOwner, WrappedSecret> waiting = new LinkedHashMap<>();

  BatchedVault(KeyVault vault) {
    this.vault = vault;
  }

  /** Puts into the vault what waits. */
  void flush() {
    vault.put(waiting.values());
    waiting.clear();
  }

  @Override
  public void put(Collection<WrappedSecret> secrets) {
    secrets.forEach(secret -> waiting.put(secret.owner(), secret));
  }

  @Override
  public List<WrappedSecret> secrets(KeyOwner owner) {
    WrappedSecret secret = waiting.get(owner);
    return secret == null ? List.of() : List.of(secret);
  }

  @Override
  public void destroy(KeyOwner owner, int version) {
    throw new UnsupportedOperationException("only filled");
  }

  @Override
  public void destroy(KeyOwner owner) {
    throw new UnsupportedOperationException("only filled");
  }
}
