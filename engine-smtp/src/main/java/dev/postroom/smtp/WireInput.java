package dev.postroom.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The buffered octets of a client. Before it waits for more, all answers are flushed: that is the server's side of PIPELINING (RFC
 * 2920, section 3.2), and no client can be left waiting for an answer that is written already.
 */
final class WireInput {
  private static final int CAPACITY = 8_192;
  /** How many times the allowed length of a line is read in search of its end. */
  private static final int DRAINED_LENGTHS = 32;

  private final byte[] buffer = new byte[CAPACITY];
  private final Wire wire;
  private final WireOutput output;
  private int position;
  private int limit;

  WireInput(Wire wire, WireOutput output) {
    this.wire = wire;
    this.output = output;
  }

  /** Forgets what was read ahead, for a change to TLS. */
  void discard() {
    position = 0;
    limit = 0;
  }

  boolean isEmpty() {
    return position == limit;
  }

  /** Waits for at least one octet more; false at the end of the connection. There must be room. */
  boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    output.flush();
    int count = wire.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }

  /** Waits until so many octets can be looked at; false at the end of the connection. */
  boolean await(int octets) throws IOException {
    while (limit - position < octets) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  byte peek(int index) {
    return buffer[position + index];
  }

  byte[] take(int octets) {
    byte[] taken = new byte[octets];
    System.arraycopy(buffer, position, taken, 0, octets);
    position += octets;
    return taken;
  }

  /** The next octet, or -1 at the end of the connection. */
  int next() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  /** Copies octets that are read or waits for some; -1 at the end of the connection. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Copies octets that are read, up to the next CR or LF; none when that is next or nothing is read. Never waits. */
  int readRun(byte[] target, int offset, int length) {
    int end = Math.min(limit, position + length);
    int at = position;
    while (at < end && buffer[at] != '\r' && buffer[at] != '\n') {
      at++;
    }
    int count = at - position;
    System.arraycopy(buffer, position, target, offset, count);
    position = at;
    return count;
  }

  /** Whether the next line can be read without waiting. */
  boolean holdsLine() {
    return lineFeed(position) < limit;
  }

  /** Reads one command line of at most so many octets, its CRLF included. */
  Line readLine(int max) throws IOException {
    int scanned = 0;
    while (true) {
      int end = lineFeed(position + scanned);
      if (end < limit) {
        return line(end, max);
      }
      scanned = limit - position;
      if (scanned >= max) {
        return drainLine(max);
      }
      if (!fill()) {
        return new Line.End();
      }
    }
  }

  private int lineFeed(int from) {
    int at = from;
    while (at < limit && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  private Line drainLine(int max) throws IOException {
    boolean afterCr = false;
    for (long octets = 0; octets < (long) max * DRAINED_LENGTHS; octets++) {
      int octet = next();
      if (octet < 0) {
        return new Line.End();
      }
      if (octet == '\n') {
        return afterCr ? new Line.TooLong() : new Line.Unclean();
      }
      afterCr = octet == '\r';
    }
    return new Line.Endless();
  }

  private Line line(int end, int max) {
    int start = position;
    int length = end - start - 1;
    position = end + 1;
    if (length < 0 || buffer[end - 1] != '\r') {
      return new Line.Unclean();
    }
    if (length > max - 2) {
      return new Line.TooLong();
    }
    boolean ascii = true;
    boolean controls = false;
    for (int i = start; i < start + length; i++) {
      if (buffer[i] == '\r') {
        return new Line.Unclean();
      }
      ascii &= buffer[i] >= 0;
      controls |= buffer[i] >= 0 && buffer[i] < ' ' || buffer[i] == 127;
    }
    if (controls) {
      return new Line.Unreadable();
    }
    return ascii ? new Line.Text(new String(buffer, start, length, StandardCharsets.US_ASCII)) : utf8(start, length);
  }

  private Line utf8(int start, int length) {
    try {
      return new Line.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, length)).toString());
    } catch (CharacterCodingException notText) {
      return new Line.Unreadable();
    }
  }
}
