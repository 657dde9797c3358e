package dev.postroom.store.h2.segment;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Takes the octets of one content: into memory as long as they are few, and from then on into a file of their own. Room for the
 * header is left in front, so that a small content is written at once and copied never.
 */
final class ContentSink extends OutputStream {
  private static final int FIRST_ROOM = 8192;

  private final SegmentStore store;
  private final int most;
  private final CRC32C checksum = new CRC32C();
  private byte[] record;
  private int end = RecordFormat.HEADER;
  private long length;
  private @Nullable SingleSegment single;

  ContentSink(SegmentStore store, int mostInMemory) {
    this.store = store;
    this.most = RecordFormat.HEADER + mostInMemory;
    this.record = new byte[Math.min(FIRST_ROOM, most)];
  }

  @Override
  public void write(int octet) {
    write(new byte[]{(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, source.length);
    checksum.update(source, offset, count);
    length += count;
    int done = 0;
    while (done < count) {
      makeRoom(count - done);
      int some = Math.min(record.length - end, count - done);
      System.arraycopy(source, offset + done, record, end, some);
      end += some;
      done += some;
    }
  }

  private void makeRoom(int wanted) {
    if (end < record.length) {
      return;
    }
    if (record.length < most) {
      long room = Math.max(2L * record.length, (long) end + wanted + RecordFormat.TRAILER);
      record = Arrays.copyOf(record, (int) Math.min(room, most));
      return;
    }
    spill();
  }

  private void spill() {
    if (single == null) {
      single = store.newSingle();
      single.append(record, RecordFormat.HEADER, end - RecordFormat.HEADER);
    } else {
      single.append(record, 0, end);
    }
    end = 0;
  }

  ContentRef finish(Scope.OfMailbox mailbox, MessageId message) {
    if (end + RecordFormat.TRAILER > record.length) {
      record = Arrays.copyOf(record, end + RecordFormat.TRAILER);
    }
    ByteBuffer.wrap(record).putInt(end, (int) checksum.getValue());
    end += RecordFormat.TRAILER;
    if (single == null) {
      RecordFormat.writeHeader(record, mailbox, message, length);
      return store.appendShared(record, end, length);
    }
    single.append(record, 0, end);
    byte[] header = new byte[RecordFormat.HEADER];
    RecordFormat.writeHeader(header, mailbox, message, length);
    single.finish(header);
    return store.keep(single, length);
  }

  /** Gives up what was written. */
  void discard() {
    if (single != null) {
      store.discard(single);
    }
  }
}
