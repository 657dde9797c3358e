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
    fill(known.sealedFrame() + 1);
    boolean more = filled > known.sealedFrame();
    if (more && known.whole()) {
      throw broken("a sealed content is too long");
    }
    byte[] frame = Arrays.copyOf(sealed, more ? known.sealedFrame() : filled);
    byte[] opened = known.keys().open(frame, more ? known.frames().inner() : known.frames().last());
    forgetPlain();
    plain = opened;
    if (more) {
      sealed[0] = sealed[known.sealedFrame()];
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
      sealed = new byte[header.isWhole() ? FIRST_CAPACITY : read.sealedFrame() + 1];
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

  /** Reads until so many octets are there or the source ends; makes room as they come, for most contents are small. */
  private void fill(int size) throws IOException {
    while (filled < size) {
      if (filled == sealed.length) {
        sealed = Arrays.copyOf(sealed, Math.min(size, 2 * sealed.length));
      }
      int count = source.read(sealed, filled, Math.min(size, sealed.length) - filled);
      if (count < 0) {
        return;
      }
      filled += count;
    }
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
