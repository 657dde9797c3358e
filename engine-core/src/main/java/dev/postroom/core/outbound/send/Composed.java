package dev.postroom.core.outbound.send;

import dev.postroom.core.compose.Composer;
import dev.postroom.core.compose.Composition;
import dev.postroom.core.compose.Origin;
import dev.postroom.core.compose.Stamp;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.spool.Spool;
import dev.postroom.core.spool.Spools;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.io.IOException;
import java.util.Optional;

/** A draft as octets, and what a mailbox lists of them. Closing forgets the octets. */
record Composed(Stamp stamp, Spool octets, Outline outline) implements AutoCloseable {

  /** Composes a draft; nothing when it is larger than a message may be. */
  static Optional<Composed> of(Draft draft, Stamp stamp, Spools spools, Composer composer, MessageParser parser) {
    Composition plain = Composition.of(draft.message(), draft.author().addressee(), stamp)
        .after(draft.ancestors())
        .carrying(draft.content());
    Composition composition = draft.origin() == Origin.AUTOMATIC ? plain.automatic() : plain;
    try {
      Optional<Spool> spool = spools.collect(sink -> composer.write(composition, sink));
      if (spool.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(new Composed(stamp, spool.get(), parser.outline(spool.get())));
    } catch (IOException spoolFailed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "spool: cannot be used", spoolFailed);
    }
  }

  @Override
  public void close() {
    octets.close();
  }
}
