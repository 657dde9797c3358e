package dev.postroom.store.h2.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The checksummed record of forces beside a file. An epoch begins when the file itself was synced: from then on the records of
 * the epochs before mean nothing, and their place is overwritten. Its number is kept in two sectors that are written in turn, so
 * that a torn one leaves the other.
 */
final class Journal implements Closeable {
  private static final int MAGIC = 0x50524A31;
  private static final int FORMAT = 1;
  private static final int SECTOR = 512;
  private static final int EPOCH_LENGTH = 20;
  static final int START = 4096;
  private static final int BATCH_HEADER = 48;
  private static final int CRC = 4;

  /** Some pages of a force; the last batch of it commits all. */
  record Batch(boolean commits, long size, long cut, Map<Long, Long> pages) {}

  private final DiskFile file;
  private long epoch;
  private long sequence;
  private long end = START;

  Journal(DiskFile file) throws IOException {
    this.file = file;
    OptionalLong found = newestEpoch();
    if (found.isEmpty() && file.size() > START) {
      throw new IOException("the journal is damaged");
    }
    epoch = found.orElse(0);
  }

  /** Whether no epoch was ever begun. */
  boolean isNew() {
    return epoch == 0;
  }

  long end() {
    return end;
  }

  /** Forgets all batches: the file that they tell of is safe without them. */
  void beginEpoch() throws IOException {
    long next = epoch + 1;
    ByteBuffer header = ByteBuffer.allocate(EPOCH_LENGTH).putInt(MAGIC).putInt(FORMAT).putLong(next);
    header.putInt(checksum(header.array(), EPOCH_LENGTH - CRC));
    file.write((next % 2) * SECTOR, header.array(), 0, EPOCH_LENGTH);
    file.sync();
    epoch = next;
    sequence = 0;
    end = START;
  }

  /** Appends pages, in one write; {@link #sync()} makes them safe. Answers where each of them lies. */
  Map<Long, Long> append(boolean commits, Overlay changes) throws IOException {
    Map<Long, byte[]> pages = changes.pages();
    int length = Math.toIntExact(BATCH_HEADER + (long) pages.size() * (Long.BYTES + Overlay.PAGE) + CRC);
    ByteBuffer batch = ByteBuffer.allocate(length);
    batch.putInt(MAGIC).putInt(FORMAT).putLong(epoch).putLong(sequence);
    batch.putInt(commits ? 1 : 0).putInt(pages.size()).putLong(changes.size()).putLong(changes.cutSinceSpill());
    List<Long> numbers = List.copyOf(pages.keySet());
    numbers.forEach(batch::putLong);
    Map<Long, Long> positions = new HashMap<>();
    for (long number : numbers) {
      positions.put(number, end + batch.position());
      batch.put(pages.getOrDefault(number, new byte[0]));
    }
    batch.putInt(checksum(batch.array(), length - CRC));
    file.write(end, batch.array(), 0, length);
    end += length;
    sequence++;
    return positions;
  }

  void sync() throws IOException {
    file.sync();
  }

  void readPage(long position, byte[] page) throws IOException {
    if (file.read(position, page, 0, Overlay.PAGE) < Overlay.PAGE) {
      throw new IOException("the journal ends early");
    }
  }

  /** The next whole batch of this epoch, until one is torn or there is none: what follows was never acknowledged. */
  List<Batch> readForce() throws IOException {
    List<Batch> batches = new ArrayList<>();
    while (true) {
      byte[] octets = readBatch();
      if (octets.length == 0) {
        return List.of();
      }
      Batch batch = parse(ByteBuffer.wrap(octets));
      end += octets.length;
      sequence++;
      batches.add(batch);
      if (batch.commits()) {
        return batches;
      }
    }
  }

  private byte[] readBatch() throws IOException {
    byte[] header = new byte[BATCH_HEADER];
    if (file.read(end, header, 0, BATCH_HEADER) < BATCH_HEADER) {
      return new byte[0];
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    boolean follows = fields.getInt() == MAGIC && fields.getInt() == FORMAT && fields.getLong() == epoch
        && fields.getLong() == sequence;
    long count = fields.getInt(BATCH_HEADER - 20) & 0xFFFFFFFFL;
    long length = BATCH_HEADER + count * (Long.BYTES + Overlay.PAGE) + CRC;
    if (!follows || length > file.size() - end || length > Integer.MAX_VALUE) {
      return new byte[0];
    }
    byte[] octets = new byte[(int) length];
    file.read(end, octets, 0, octets.length);
    int stored = ByteBuffer.wrap(octets).getInt(octets.length - CRC);
    return stored == checksum(octets, octets.length - CRC) ? octets : new byte[0];
  }

  private Batch parse(ByteBuffer batch) {
    batch.position(24);
    boolean commits = batch.getInt() == 1;
    int count = batch.getInt();
    long size = batch.getLong();
    long cut = batch.getLong();
    Map<Long, Long> pages = new HashMap<>();
    long first = end + BATCH_HEADER + (long) count * Long.BYTES;
    for (int i = 0; i < count; i++) {
      pages.put(batch.getLong(), first + (long) i * Overlay.PAGE);
    }
    return new Batch(commits, size, cut, pages);
  }

  private OptionalLong newestEpoch() throws IOException {
    OptionalLong newest = OptionalLong.empty();
    for (int slot = 0; slot < 2; slot++) {
      byte[] header = new byte[EPOCH_LENGTH];
      file.read((long) slot * SECTOR, header, 0, EPOCH_LENGTH);
      ByteBuffer fields = ByteBuffer.wrap(header);
      if (fields.getInt() == MAGIC && fields.getInt(EPOCH_LENGTH - CRC) == checksum(header, EPOCH_LENGTH - CRC)) {
        if (fields.getInt() != FORMAT) {
          throw new IOException("the journal is of another format");
        }
        newest = OptionalLong.of(Math.max(newest.orElse(0), fields.getLong()));
      }
    }
    return newest;
  }

  private static int checksum(byte[] octets, int length) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
