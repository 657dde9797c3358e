package dev.postroom.testkit.store;

import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Wrapped secrets in memory. */
final class MemoryVault implements KeyVault {
  private final Map<KeyOwner, TreeMap<Integer, WrappedSecret>> secrets = new HashMap<>();

  @Override
  public synchronized void put(Collection<WrappedSecret> added) {
    added.forEach(
        secret -> secrets.computeIfAbsent(secret.owner(), owner -> new TreeMap<>()).put(secret.version(), secret));
  }

  @Override
  public synchronized List<WrappedSecret> secrets(KeyOwner owner) {
    return List.copyOf(secrets.getOrDefault(owner, new TreeMap<>()).values());
  }

  @Override
  public synchronized void destroy(KeyOwner owner, int version) {
    secrets.getOrDefault(owner, new TreeMap<>()).remove(version);
  }

  @Override
  public synchronized void destroy(KeyOwner owner) {
    secrets.remove(owner);
  }
}
