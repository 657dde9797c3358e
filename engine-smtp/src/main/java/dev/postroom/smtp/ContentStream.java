package dev.postroom.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of one message as the engine reads it: never more than the size limit, never a line that breaks {@link TextRules}, and
 * never slower than the sender is allowed to be. What went wrong is remembered, however the reader takes it.
 */
final class ContentStream extends InputStream {
  private final ContentSource source;
  private final TextRules rules;
  private final long maxSize;
  private final Pace pace;
  private long size;
  private boolean ended;
  private Optional<IOException> failure = Optional.empty();

  ContentStream(ContentSource source, TextRules rules, long maxSize, Pace pace) {
    this.source = source;
    this.rules = rules;
    this.maxSize = maxSize;
    this.pace = pace;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (length == 0) {
      return 0;
    }
    try {
      return ended ? -1 : checked(target, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private int checked(byte[] target, int offset, int length) throws IOException {
    pace.afterOctets(Math.min(size, maxSize));
    int count = source.read(target, offset, length);
    if (count < 0) {
      rules.checkEnd();
      ended = true;
      return -1;
    }
    size += count;
    if (size > maxSize) {
      throw ContentRefused.tooLarge();
    }
    rules.check(target, offset, offset + count);
    return count;
  }

  /** Whether the reader came to the end and nothing was wrong with it. */
  boolean isComplete() {
    return ended;
  }

  /** Reads on to where commands begin again, if the reader left something. */
  void drain() throws IOException {
    if (!ended) {
      byte[] scratch = new byte[4_096];
      for (int count = 0; count >= 0; count = source.skip(scratch)) {
        size += count;
        pace.afterOctets(Math.min(size, maxSize));
      }
    }
  }

  /** The first thing that went wrong in reading. */
  Optional<IOException> failure() {
    return failure;
  }
}
