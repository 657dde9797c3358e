package dev.postroom.smtp;

import dev.postroom.smtp.Broken.ConnectionLost;
import java.io.IOException;

/**
 * The content after DATA (RFC 5321, section 4.5.2): leading dots are unstuffed, and CRLF.CRLF ends it, and nothing else does. A bare
 * CR or LF is passed on as it is, for {@link TextRules} to refuse.
 */
final class DotStuffedContent implements ContentSource {

  private enum State {
    LINE_START, TEXT, AFTER_CR, AFTER_DOT, AFTER_DOT_CR, ENDED
  }

  private final WireInput input;
  private State state = State.LINE_START;
  /** An octet that is looked at but not yet dealt with; -1 is none. */
  private int pending = -1;

  DotStuffedContent(WireInput input) {
    this.input = input;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length && state != State.ENDED && (count == 0 || !input.isEmpty())) {
      int run = state == State.TEXT && pending < 0 ? input.readRun(target, offset + count, length - count) : 0;
      count += run > 0 ? run : step(target, offset + count);
    }
    return count == 0 && state == State.ENDED ? -1 : count;
  }

  /** Deals with one octet; writes none or one. */
  private int step(byte[] target, int at) throws IOException {
    int octet = pending >= 0 ? pending : input.next();
    pending = -1;
    if (octet < 0) {
      throw new ConnectionLost();
    }
    switch (state) {
      case LINE_START -> {
        if (octet == '.') {
          state = State.AFTER_DOT;
          return 0;
        }
        state = octet == '\r' ? State.AFTER_CR : State.TEXT;
      }
      case AFTER_DOT -> {
        if (octet == '\r') {
          state = State.AFTER_DOT_CR;
          return 0;
        }
        state = State.TEXT;
      }
      case AFTER_DOT_CR -> {
        if (octet == '\n') {
          state = State.ENDED;
          return 0;
        }
        pending = octet;
        state = State.TEXT;
        target[at] = '\r';
        return 1;
      }
      case AFTER_CR -> state = octet == '\n' ? State.LINE_START : octet == '\r' ? State.AFTER_CR : State.TEXT;
      case TEXT -> state = octet == '\r' ? State.AFTER_CR : State.TEXT;
      case ENDED -> throw new IllegalStateException("read after the end");
    }
    target[at] = (byte) octet;
    return 1;
  }

  @Override
  public int skip(byte[] scratch) throws IOException {
    return read(scratch, 0, scratch.length);
  }
}
