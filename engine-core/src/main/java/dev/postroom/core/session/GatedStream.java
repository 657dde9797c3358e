package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Octets of a mailbox that are read on only while they may be read: the gate is asked again for each stretch of them. */
final class GatedStream extends FilterInputStream {
  private static final int STRETCH = 64 << 10;

  private final Gate gate;
  private final Scope.OfMailbox place;
  private long granted = STRETCH;

  /** A stream whose opening was granted. */
  GatedStream(InputStream octets, Gate gate, Scope.OfMailbox place) {
    super(octets);
    this.gate = gate;
    this.place = place;
  }

  @Override
  public int read() throws IOException {
    ask();
    granted--;
    return in.read();
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    ask();
    int read = in.read(octets, offset, (int) Math.min(length, granted));
    granted -= Math.max(0, read);
    return read;
  }

  private void ask() {
    if (granted <= 0) {
      gate.require(Permission.READ, place);
      granted = STRETCH;
    }
  }
}
