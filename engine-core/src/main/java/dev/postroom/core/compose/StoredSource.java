package dev.postroom.core.compose;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.outbound.ContentSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Octets from the store as the content of a file. That they cannot be read is not the caller's mistake, and must not look like it.
 *
 * @param octets
 *          where they are
 */
record StoredSource(ContentSource octets) implements ContentSource {

  @Override
  public InputStream open() {
    return new Reading(fromStore(octets::open));
  }

  /** Something that the store has to give. */
  @FunctionalInterface
  interface Stored<T> {
    T get() throws IOException;
  }

  static <T> T fromStore(Stored<T> octets) {
    try {
      return octets.get();
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "content: cannot be read", failed);
    }
  }

  private static final class Reading extends FilterInputStream {
    Reading(InputStream octets) {
      super(octets);
    }

    @Override
    public int read() {
      return fromStore(super::read);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return fromStore(() -> super.read(into, offset, length));
    }

    @Override
    public void close() {
      fromStore(() -> {
        super.close();
        return this;
      });
    }
  }
}
