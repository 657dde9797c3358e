package dev.postroom.core.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Counts octets until there are too many, so that a file without end is not read to its end. */
final class ComposedSize extends OutputStream {
  private final long most;
  private long count;

  private ComposedSize(long most) {
    this.most = most;
  }

  /** Thrown through what writes, to end it. */
  private static final class TooMany extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static OptionalLong count(Entity.Writing content, long most) {
    ComposedSize size = new ComposedSize(most);
    try {
      content.to(size);
      return OptionalLong.of(size.count);
    } catch (TooMany enough) {
      return OptionalLong.empty();
    } catch (IOException unexpected) {
      throw new IllegalStateException("octets: cannot be counted", unexpected);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    add(1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    add(length);
  }

  private void add(int more) throws IOException {
    count += more;
    if (count > most) {
      throw new TooMany();
    }
  }
}
