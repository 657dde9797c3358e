package dev.postroom.smtp;

import dev.postroom.smtp.Broken.ConnectionLost;
import java.io.IOException;

/**
 * The content that BDAT commands bring (RFC 3030). Whoever reads it to the end of a chunk makes it answer that chunk and take the
 * next command, so one thread serves both the engine's pull and the client's push.
 */
final class ChunkedContent implements ContentSource {

  /** Where the next chunk comes from, once this one is read. */
  @FunctionalInterface
  interface Chunks {
    Chunk after(Chunk finished) throws IOException;
  }

  private final WireInput input;
  private final Chunks chunks;
  private final long maxSize;
  private Chunk chunk;
  private long left;
  private long announced;

  ChunkedContent(WireInput input, Chunk first, Chunks chunks, long maxSize) {
    this.input = input;
    this.chunks = chunks;
    this.maxSize = maxSize;
    this.chunk = first;
    this.left = first.size();
    this.announced = first.size();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (left == 0 && !chunk.isLast()) {
      chunk = chunks.after(chunk);
      left = chunk.size();
      announced += left;
    }
    if (announced > maxSize) {
      throw ContentRefused.tooLarge();
    }
    return left == 0 ? -1 : copy(target, offset, length);
  }

  private int copy(byte[] target, int offset, int length) throws IOException {
    int count = input.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new ConnectionLost();
    }
    left -= count;
    return count;
  }

  /** Reads the present chunk to its end: each chunk has an answer of its own, and those to come will be out of sequence. */
  @Override
  public int skip(byte[] scratch) throws IOException {
    return left == 0 ? -1 : copy(scratch, 0, scratch.length);
  }
}
