package dev.postroom.core.crypto;

import dev.postroom.spi.store.KeyOwner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * One lock for each owner whose secrets are being changed, and none for the others: a KMS that is slow for one tenant holds up no
 * other. Taken from the top of the ladder downwards, so two never wait for each other.
 */
final class OwnerLocks {
  private static final class Entry {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int users;
  }

  private final ConcurrentHashMap<KeyOwner, Entry> entries = new ConcurrentHashMap<>();

  /** While the owner's secrets are changed. */
  <T> T exclusively(KeyOwner owner, Supplier<T> work) {
    return locked(owner, enter(owner).lock.writeLock(), work);
  }

  /** While something is wrapped under the owner's newest secret, which must not change before that is in the vault. */
  <T> T shared(KeyOwner owner, Supplier<T> work) {
    return locked(owner, enter(owner).lock.readLock(), work);
  }

  private <T> T locked(KeyOwner owner, Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
      leave(owner);
    }
  }

  private Entry enter(KeyOwner owner) {
    return entries.compute(owner, (key, present) -> {
      Entry entry = present == null ? new Entry() : present;
      entry.users++;
      return entry;
    });
  }

  private void leave(KeyOwner owner) {
    entries.computeIfPresent(owner, (key, entry) -> --entry.users == 0 ? null : entry);
  }
}
