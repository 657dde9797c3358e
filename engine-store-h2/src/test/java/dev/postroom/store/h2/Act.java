package dev.postroom.store.h2;

import dev.postroom.spi.store.MailStore;
import java.io.IOException;

/** Something that a customer does: one change, the same to whichever store it is done. */
@FunctionalInterface
interface Act {
  void on(MailStore store) throws IOException;
}
