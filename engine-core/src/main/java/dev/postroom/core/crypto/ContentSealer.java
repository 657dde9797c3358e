package dev.postroom.core.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Seals the octets written to it: up to 64 KiB whole, more in frames of 64 KiB. Only {@link #finish()} makes a content that opens;
 * closing without it, as a failed copy does, leaves one that never will. The sink is neither flushed nor closed. For one thread.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Authenticated encryption answers for a whole or for nothing, so what is sealed at once is in memory at once. Frames bound that, whatever
 * the size, and each is bound to its number and to being the last, so none can be moved or left out. What is in memory in clear is
 * overwritten before it is let go.
 *
 * <p>
 * The primitive takes an array and no part of one, so what is written in pieces is copied into one. The new memory is dearer than the copy,
 * for no cache of the processor has it. So one buffer serves all frames of a content, and a content that is one frame and in one array
 * already, as most are, is {@link #finish(byte[]) sealed from there}.
 */
public final class ContentSealer extends OutputStream {
  private final DataKeys keys;
  private final int version;
  private final AssociatedData bound;
  private final SecureRandom random;
  private final OutputStream sink;

  /** As long as what is written at once, where that is all: it need not be cut to size then. */
  private byte[] buffer = {};
  private int filled;
  private Optional<ContentFrames> frames = Optional.empty();
  private boolean ended;

  ContentSealer(DataKeys keys, int version, AssociatedData bound, SecureRandom random, OutputStream sink) {
    this.keys = keys;
    this.version = version;
    this.bound = bound;
    this.random = random;
    this.sink = sink;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[]{(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    ensureOpen();
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (filled == SealedHeader.FRAME) {
        writeInnerFrame();
      }
      int count = Math.min(end - at, SealedHeader.FRAME - filled);
      put(source, at, count);
      at += count;
    }
  }

  /** Writes these octets, and finishes. Where they are all and fit into one frame, they are sealed where they lie. */
  public void finish(byte[] rest) throws IOException {
    if (filled > 0 || frames.isPresent() || rest.length > SealedHeader.FRAME) {
      write(rest);
      finish();
      return;
    }
    ensureOpen();
    try {
      writeLastFrame(rest);
    } finally {
      close();
    }
  }

  /** Seals what is left and marks the end. */
  public void finish() throws IOException {
    ensureOpen();
    try {
      resize(filled);
      writeLastFrame(buffer);
    } finally {
      close();
    }
  }

  private void writeLastFrame(byte[] last) throws IOException {
    if (frames.isPresent()) {
      sink.write(keys.seal(last, frames.get().last()));
    } else {
      SealedHeader header = SealedHeader.whole(version);
      sink.write(header.bytes());
      sink.write(keys.seal(last, new ContentFrames(bound, header).last()));
    }
  }

  /** Lets go of what was not sealed yet. */
  @Override
  public void close() {
    ended = true;
    Arrays.fill(buffer, (byte) 0);
    buffer = new byte[0];
    filled = 0;
  }

  private void writeInnerFrame() throws IOException {
    try {
      if (frames.isEmpty()) {
        frames = Optional.of(beginFrames());
      }
      sink.write(keys.seal(buffer, frames.get().inner()));
      filled = 0;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private ContentFrames beginFrames() throws IOException {
    byte[] streamId = new byte[SealedHeader.STREAM_ID_SIZE];
    random.nextBytes(streamId);
    SealedHeader header = SealedHeader.frames(version, streamId);
    sink.write(header.bytes());
    return new ContentFrames(bound, header);
  }

  private void put(byte[] source, int offset, int count) {
    if (buffer.length == 0) {
      buffer = Arrays.copyOfRange(source, offset, offset + count);
    } else {
      ensureCapacity(filled + count);
      System.arraycopy(source, offset, buffer, filled, count);
    }
    filled += count;
  }

  private void ensureCapacity(int needed) {
    if (needed > buffer.length) {
      resize(Math.min(SealedHeader.FRAME, Math.max(needed, 2 * buffer.length)));
    }
  }

  private void resize(int capacity) {
    if (capacity != buffer.length) {
      byte[] other = Arrays.copyOf(buffer, capacity);
      Arrays.fill(buffer, (byte) 0);
      buffer = other;
    }
  }

  private void ensureOpen() throws IOException {
    if (ended) {
      throw new IOException("the content is finished or given up");
    }
  }
}
