package dev.postroom.spi.outbound;

import java.io.IOException;
import java.io.InputStream;

/** The octets of a message on its way out, lines ended by CRLF; they can be read as often as is needed. */
public interface OutboundContent {

  /**
   * Opens them from the beginning.
   *
   * @return the octets, closed by who asked
   * @throws IOException
   *           when they cannot be had
   */
  InputStream open() throws IOException;

  /**
   * How many they are.
   *
   * @return octets
   */
  long size();

  /**
   * Whether the body needs 8BITMIME (RFC 6152).
   *
   * @return true when it holds octets over 127
   */
  boolean isEightBit();

  /**
   * Whether the header needs SMTPUTF8 (RFC 6531); an address of the envelope may need it besides.
   *
   * @return true when it holds octets over 127
   */
  boolean isInternational();
}
