package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Sealed contents in memory, each with its owner beside it. */
final class MemoryContents {
  private static final long ONLY_SEGMENT = 1;

  private record Content(Scope.OfMailbox mailbox, MessageId message, SealedBytes octets) {}

  private final Map<ContentRef, Content> contents = new ConcurrentHashMap<>();
  private final AtomicLong end = new AtomicLong();

  ContentRef append(Scope.OfMailbox mailbox, MessageId message, MailboxContents.Writer writer) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    writer.writeTo(sink);
    ContentRef ref = new ContentRef(ONLY_SEGMENT, end.getAndAdd(sink.size() + 1L), sink.size());
    contents.put(ref, new Content(mailbox, message, SealedBytes.copyOf(sink.toByteArray())));
    return ref;
  }

  InputStream open(Scope.OfMailbox mailbox, ContentRef ref, MessageId message) {
    Content content = contents.get(ref);
    if (content == null || !content.mailbox().equals(mailbox) || !content.message().equals(message)) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "content: not there");
    }
    return new ByteArrayInputStream(content.octets().toByteArray());
  }

  void free(Collection<ContentRef> refs) {
    refs.forEach(contents::remove);
  }
}
