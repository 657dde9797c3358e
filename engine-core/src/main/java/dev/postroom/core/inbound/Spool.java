package dev.postroom.core.inbound;

import dev.postroom.core.mime.MessageSource;

/** One message on its way in, read once from outside and as often as is needed from here. Closing forgets it. */
interface Spool extends MessageSource, AutoCloseable {

  @Override
  void close();
}
