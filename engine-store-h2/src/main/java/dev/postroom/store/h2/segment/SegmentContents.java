package dev.postroom.store.h2.segment;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import java.io.IOException;
import java.io.InputStream;

/** The contents of one mailbox: adds its place to every call, and nothing else. */
record SegmentContents(SegmentStore store, Scope.OfMailbox mailbox) implements MailboxContents {

  @Override
  public ContentRef append(MessageId message, Writer writer) throws IOException {
    return store.append(mailbox, message, writer);
  }

  @Override
  public InputStream open(ContentRef ref, MessageId message) {
    return store.open(mailbox, message, ref);
  }
}
