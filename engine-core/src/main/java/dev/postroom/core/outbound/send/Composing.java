package dev.postroom.core.outbound.send;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.compose.Composer;
import dev.postroom.core.compose.Composition;
import dev.postroom.core.compose.Origin;
import dev.postroom.core.compose.Stamp;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.spool.Spool;
import dev.postroom.core.spool.Spools;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** From a draft to octets. */
final class Composing {
  private final Spools spools;
  private final MessageParser parser;
  private final Clock clock;
  private final Composer composer = new Composer();

  Composing(Spools spools, MessageParser parser, Clock clock) {
    this.spools = spools;
    this.parser = parser;
    this.clock = clock;
  }

  /** Composes a draft; nothing when it is larger than a message may be. */
  Optional<Composed> compose(Draft draft, MessageId id) {
    Stamp stamp = stamp(draft, id);
    Composition plain = Composition.of(draft.message(), draft.author().addressee(), stamp)
        .after(draft.ancestors())
        .carrying(draft.content());
    Composition composition = draft.origin() == Origin.AUTOMATIC ? plain.automatic() : plain;
    try {
      Optional<Spool> spool = spools.collect(sink -> composer.write(composition, sink));
      return spool.isPresent() ? Optional.of(new Composed(stamp, spool.get(), parser.outline(spool.get())))
          : Optional.empty();
    } catch (IOException spoolFailed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "spool: cannot be used", spoolFailed);
    }
  }

  /** The Message-ID is made of the message's own, so a second hand-over of the same message is known by its recipient. */
  private Stamp stamp(Draft draft, MessageId id) {
    EmailAddress author = draft.author().addressee().address();
    String domain = author.domain().map(DomainName::value).orElse("invalid");
    return new Stamp(id.toString().replace('_', '.') + '@' + domain, clock.instant());
  }
}
