package dev.postroom.core.crypto;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A key vault in memory whose slots a test can look into, damage, and put back as they were. */
final class MemoryVault implements KeyVault {
  private final Map<KeyOwner, NavigableMap<Integer, WrappedSecret>> slots = new HashMap<>();

  @Override
  public synchronized void put(Collection<WrappedSecret> secrets) {
    secrets.forEach(
        secret -> slots.computeIfAbsent(secret.owner(), owner -> new TreeMap<>()).put(secret.version(), secret));
  }

  @Override
  public synchronized List<WrappedSecret> secrets(KeyOwner owner) {
    return List.copyOf(slots.getOrDefault(owner, new TreeMap<>()).values());
  }

  @Override
  public synchronized void destroy(KeyOwner owner, int version) {
    slots.getOrDefault(owner, new TreeMap<>()).remove(version);
  }

  @Override
  public synchronized void destroy(KeyOwner owner) {
    slots.remove(owner);
  }

  WrappedSecret only(KeyOwner owner) {
    return secrets(owner).getLast();
  }

  /** Changes the bytes of the newest slot of an owner. */
  void damage(KeyOwner owner, UnaryOperator<byte[]> damage) {
    WrappedSecret secret = only(owner);
    put(List.of(new WrappedSecret(owner, secret.version(), secret.wrappedBy(),
        SealedBytes.copyOf(damage.apply(secret.secret().toByteArray())))));
  }
}
