package dev.postroom.store.h2;

import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The contents of a mailbox as long as the store is open; no more is appended than the disk has room for. */
record GuardedContents(MailboxContents contents, StoreState state) implements MailboxContents {
  private static final int LOOK_EVERY = 1 << 20;

  @Override
  public ContentRef append(MessageId message, Writer writer) throws IOException {
    state.requireRoomForContents();
    return contents.append(message, sink -> writer.writeTo(new LimitedSink(sink)));
  }

  @Override
  public InputStream open(ContentRef ref, MessageId message) {
    state.requireOpen();
    return contents.open(ref, message);
  }

  /** Looks at the disk now and then while a long content is written. */
  private final class LimitedSink extends FilterOutputStream {
    private long unlooked;

    LimitedSink(OutputStream sink) {
      super(sink);
    }

    @Override
    public void write(int octet) throws IOException {
      count(1);
      out.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      count(length);
      out.write(octets, offset, length);
    }

    private void count(int length) {
      unlooked += length;
      if (unlooked >= LOOK_EVERY) {
        unlooked = 0;
        state.requireRoomForContents();
      }
    }
  }
}
