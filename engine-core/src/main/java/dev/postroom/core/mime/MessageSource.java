package dev.postroom.core.mime;

import java.io.IOException;
import java.io.InputStream;

/** The octets of one message, as they were received; they can be read as often as is needed. */
public interface MessageSource {

  /** Opens them from the beginning. The caller closes the stream. */
  InputStream open() throws IOException;

  /** How many they are. */
  long size();
}
