package dev.postroom.outbound;

import java.io.IOException;
import java.io.InputStream;

/** Octets that can be read from the beginning as often as is needed, the same each time: a file, a blob, an array. */
@FunctionalInterface
public interface ContentSource {

  /**
   * Opens them from the beginning.
   *
   * @return the octets, closed by who asked
   * @throws IOException
   *           when they cannot be had; nothing is sent then
   */
  InputStream open() throws IOException;
}
