package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The contents of a mailbox, found also when they are moved between the reading of a row and the opening of what it points at: then
 * the row points elsewhere by now. Where no segment was given up since, what is not there is not looked for.
 *
 * @param isGivenUp
 *          whether the segment of a content was deleted
 * @param lookUp
 *          where the content of a message lies now
 */
record MovedContents(MailboxContents contents, Predicate<ContentRef> isGivenUp,
    Function<MessageId, Optional<ContentRef>> lookUp) implements MailboxContents {

  static MovedContents of(Scope.OfMailbox mailbox, MailboxContents contents, SegmentStore segments,
      RunningDatabase database) {
    return new MovedContents(contents, segments::isDeleted, message -> database
        .read(mailbox, transaction -> new ContentRows(H2Transaction.unitOf(transaction)).find(mailbox, message)));
  }

  @Override
  public ContentRef append(MessageId message, Writer writer) throws IOException {
    return contents.append(message, writer);
  }

  @Override
  public InputStream open(ContentRef ref, MessageId message) {
    try {
      return contents.open(ref, message);
    } catch (StoreException notThere) {
      Optional<ContentRef> moved = isGivenUp.test(ref) ? lookUp.apply(message) : Optional.empty();
      return contents.open(moved.orElseThrow(() -> notThere), message);
    }
  }
}
