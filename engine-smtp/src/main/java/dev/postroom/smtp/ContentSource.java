package dev.postroom.smtp;

import java.io.IOException;

/** The octets of one message, as DATA or BDAT brings them. */
interface ContentSource {

  /** Reads some octets, at least one; -1 at the true end of the message. */
  int read(byte[] target, int offset, int length) throws IOException;

  /** Reads on in a message that is refused, without looking at it; -1 where commands begin again. */
  int skip(byte[] scratch) throws IOException;
}
