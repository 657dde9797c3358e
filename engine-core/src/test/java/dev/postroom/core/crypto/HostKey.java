package dev.postroom.core.crypto;

import dev.postroom.TinkMasterKey;
import dev.postroom.spi.crypto.MasterKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A master key as a host could write one: really wraps, counts its calls, and answers otherwise when a test says so. */
final class HostKey implements MasterKey {
  private final String id;
  private final TinkMasterKey key;
  final AtomicInteger unwraps = new AtomicInteger();
  volatile UnaryOperator<byte[]> onWrapped = UnaryOperator.identity();
  volatile UnaryOperator<byte[]> onUnwrapped = UnaryOperator.identity();

  HostKey(String id) {
    this(id, id);
  }

  HostKey(String id, String seed) {
    this.id = id;
    byte[] bytes = Arrays.copyOf(seed.getBytes(StandardCharsets.UTF_8), 32);
    this.key = TinkMasterKey.of(id, Derivation.importAead(bytes));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    return onWrapped.apply(key.wrap(secret, associatedData));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    unwraps.incrementAndGet();
    return onUnwrapped.apply(key.unwrap(wrapped, associatedData));
  }
}
