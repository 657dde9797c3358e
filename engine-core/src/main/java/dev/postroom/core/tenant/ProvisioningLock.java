package dev.postroom.core.tenant;

import dev.postroom.id.TenantId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps creating and rotating apart: a thing that is being created has a wrapped secret before it has a row, and a rotation that
 * looks at rows would give up the key which that secret is wrapped with. Tenants share locks in stripes.
 */
final class ProvisioningLock {
  private static final int STRIPES = 256;

  private final ReadWriteLock[] locks = Stream.generate(ReentrantReadWriteLock::new)
      .limit(STRIPES)
      .toArray(ReadWriteLock[]::new);

  <T> T whileCreating(TenantId tenant, Supplier<T> creation) {
    return holding(of(tenant).readLock(), creation);
  }

  <T> T whileRotating(TenantId tenant, Supplier<T> rotation) {
    return holding(of(tenant).writeLock(), rotation);
  }

  private ReadWriteLock of(TenantId tenant) {
    return locks[Math.floorMod(tenant.hashCode(), STRIPES)];
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
