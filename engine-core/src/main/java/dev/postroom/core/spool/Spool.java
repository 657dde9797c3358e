package dev.postroom.core.spool;

import dev.postroom.core.mime.MessageSource;

/** One message on its way through, read as often as is needed. Closing forgets it. */
public interface Spool extends MessageSource, AutoCloseable {

  @Override
  void close();
}
