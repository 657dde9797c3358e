package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens a sealed content frame by frame. It reads one octet beyond each frame: only then is it known whether the frame claims to
 * be the last one, and a content that was cut at a frame's end or lengthened fails there. For one thread.
 */
final class ContentOpener extends InputStream {
  private static final int FIRST_CAPACITY = 8 * 1024;

  private final Function<SealedHeader, DataKeys> keysOf;
  private final AssociatedData bound;
  private final InputStream source;
  private final byte[] ahead = new byte[1];

  private Optional<Layout> layout = Optional.empty();
  private byte[] sealed = new byte[SealedHeader.WHOLE_SIZE];
  private int filled;
  private byte[] plain = new byte[0];
  private int position;
  private State state = State.READING;

  private enum State {
    READING, AT_END, BROKEN, CLOSED
  }

  /** What the header said. */
  private record Layout(DataKeys keys, ContentFrames frames, int sealedFrame, boolean whole) {}

  ContentOpener(Function<SealedHeader, DataKeys> keysOf, AssociatedData bound, InputStream source) {
    this.keysOf = keysOf;
    this.bound = bound;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return hasPlain() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!hasPlain()) {
      return -1;
    }
    int count = Math.min(length, plain.length - position);
    System.arraycopy(plain, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return plain.length - position;
  }

  @Override
  public void close() throws IOException {
    state = State.CLOSED;
    forgetPlain();
    source.close();
  }

  private boolean hasPlain() throws IOException {
    while (position == plain.length) {
      switch (state) {
        case READING -> openNext();
        case AT_END -> {
          return false;
        }
        case BROKEN -> throw broken("a sealed content does not open");
        case CLOSED -> throw new IOException("the content is closed");
      }
    }
    return true;
  }

  private void openNext() throws IOException {
    try {
      openFrame(layout());
    } catch (SealException e) {
      state = State.BROKEN;
      forgetPlain();
      throw e;
    }
  }

  private void openFrame(Layout known) throws IOException {
    fill(known.sealedFrame());
    boolean more = filled == known.sealedFrame() && readAhead();
    if (more && known.whole()) {
      throw broken("a sealed content is too long");
    }
    byte[] frame = filled == sealed.length ? sealed : Arrays.copyOf(sealed, filled);
    byte[] opened = known.keys().open(frame, more ? known.frames().inner() : known.frames().last());
    forgetPlain();
    plain = opened;
    if (more) {
      sealed[0] = ahead[0];
      filled = 1;
    } else {
      state = State.AT_END;
    }
  }

  private Layout layout() throws IOException {
    if (layout.isEmpty()) {
      SealedHeader header = header();
      int frame = header.isWhole() ? SealedHeader.FRAME : header.frameSize();
      Layout read = new Layout(keysOf.apply(header), new ContentFrames(bound, header), frame + Derivation.AEAD_OVERHEAD,
          header.isWhole());
      sealed = new byte[Math.min(read.sealedFrame(), header.isWhole() ? expected() : Integer.MAX_VALUE)];
      filled = 0;
      layout = Optional.of(read);
    }
    return layout.get();
  }

  private SealedHeader header() throws IOException {
    fillFully(SealedHeader.WHOLE_SIZE);
    fillFully(SealedHeader.size(sealed));
    return SealedHeader.read(sealed);
  }

  private void fillFully(int size) throws IOException {
    fill(size);
    if (filled < size) {
      throw broken("a sealed content is cut short");
    }
  }

  /** Most contents are small: where the source knows how many octets are left, room for just these. */
  private int expected() throws IOException {
    int left = source.available();
    return left > 0 ? left : FIRST_CAPACITY;
  }

  /** Reads until so many octets are there or the source ends; makes room only for what comes. */
  private void fill(int size) throws IOException {
    while (filled < size) {
      int count = filled == sealed.length ? readIntoMoreRoom(size)
          : source.read(sealed, filled, Math.min(size, sealed.length) - filled);
      if (count < 0) {
        return;
      }
      filled += count;
    }
  }

  /** Reads one octet for which there is no room, if there is one. */
  private boolean readAhead() throws IOException {
    return source.read(ahead, 0, 1) > 0;
  }

  private int readIntoMoreRoom(int size) throws IOException {
    if (!readAhead()) {
      return -1;
    }
    sealed = Arrays.copyOf(sealed, Math.min(size, 2 * sealed.length));
    sealed[filled] = ahead[0];
    return 1;
  }

  private void forgetPlain() {
    Arrays.fill(plain, (byte) 0);
    plain = new byte[0];
    position = 0;
  }

  private static SealException broken(String message) {
    return new SealException(FailureReason.SEAL_BROKEN, message);
  }
}
