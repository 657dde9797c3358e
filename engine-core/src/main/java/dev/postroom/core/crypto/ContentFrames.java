package dev.postroom.core.crypto;

import java.nio.ByteBuffer;

/** What each frame of a content is bound to: its number says where, its last flag that nothing follows. */
final class ContentFrames {
  private final AssociatedData content;
  private long next;

  ContentFrames(AssociatedData content, SealedHeader header) {
    this.content = content.and(header.bytes());
  }

  AssociatedData inner() {
    return bound((byte) 0);
  }

  AssociatedData last() {
    return bound((byte) 1);
  }

  private AssociatedData bound(byte last) {
    return content.and(ByteBuffer.allocate(Long.BYTES + 1).putLong(next++).put(last).array());
  }
}
