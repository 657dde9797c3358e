package dev.postroom.store.h2.redo;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.DiskFolder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of groups, each forced before the next is written.
 *
 * <h2>How is this designed, and why?</h2>
 * A group is a frame: its length, its number, a mark, a checksum of all of it and what is in it. Frames lie one behind another from
 * the beginning of the file. Once the database holds all of them by itself the next one is written over the first, so that the file
 * seldom grows, and a force of it has to write nothing but the frame. What lies behind the newest frame is of an earlier time, which
 * its number tells: groups are numbered for as long as the store lives. The mark is drawn by chance by each opening, so that no value
 * that somebody has stored looks like a frame.
 *
 * <p>
 * The power can fail in the middle of one frame only, the last, which nobody was told of. So the groups to be made again are those
 * from the beginning of the file up to the first frame that is not whole or not the next one. If there is a later group behind such a
 * one, or one is missing before the first, what was acknowledged is damaged, and that is said instead of going on without it.
 *
 * <p>
 * Used by one thread at a time.
 */
public final class RedoLog {
  private static final Logger LOG = System.getLogger(RedoLog.class.getPackageName());
  private static final int HEADER = Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;
  private static final int NUMBER_AT = Integer.BYTES;
  private static final int MARK_AT = NUMBER_AT + Long.BYTES;
  private static final int CHECKSUM_AT = MARK_AT + Long.BYTES;
  private static final long SHORTENED_FROM = 8L << 20;

  private final Disk disk;
  private final Path path;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final long mark = new SecureRandom().nextLong();
  private @Nullable DiskFile file;
  private @Nullable DiskFolder unsafeName;
  private long end;

  public RedoLog(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  /** Whether there may be groups. */
  public boolean isThere() {
    return disk.exists(path);
  }

  /**
   * The groups behind one, in their order.
   *
   * @param last
   *          the number of the group that is not wanted any more
   * @throws StoreException
   *           {@code STORE_CORRUPT} when one of them is missing or damaged
   */
  public List<LoggedGroup> after(long last) throws IOException {
    byte[] octets = octets();
    List<LoggedGroup> wanted = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    long newest = -1;
    int at = 0;
    for (Optional<ByteBuffer> frame = frame(octets, at); frame.isPresent(); frame = frame(octets, at)) {
      long number = number(octets, at);
      if (newest >= 0 && (number != newest + 1 || !isOfTheSameOpening(octets, at))) {
        break;
      }
      at += HEADER + frame.get().remaining();
      LoggedGroup group = new LoggedGroup(number, changes(frame.get(), texts));
      if (number > last) {
        wanted.add(group);
      }
      newest = number;
    }
    requireWhole(octets, at, Math.max(newest, last), wanted, last);
    return wanted;
  }

  private byte[] octets() throws IOException {
    try (DiskFile reading = disk.openToRead(path)) {
      byte[] octets = new byte[Math.toIntExact(reading.size())];
      reading.read(0, octets, 0, octets.length);
      return octets;
    }
  }

  private static List<Change> changes(ByteBuffer frame, List<String> texts) {
    try {
      return GroupFormat.read(frame, texts);
    } catch (IllegalArgumentException unreadable) {
      throw damaged();
    }
  }

  private static void requireWhole(byte[] octets, int at, long newest, List<LoggedGroup> wanted, long last) {
    if (!wanted.isEmpty() && wanted.getFirst().number() != last + 1) {
      throw damaged();
    }
    for (int behind = at; behind <= octets.length - HEADER; behind++) {
      if (number(octets, behind) > newest && isOfTheSameOpening(octets, behind) && frame(octets, behind).isPresent()) {
        throw damaged();
      }
    }
  }

  private static StoreException damaged() {
    return new StoreException(FailureReason.STORE_CORRUPT, "store: the redo log is damaged");
  }

  /** What is in a frame, if there is a whole one. */
  private static Optional<ByteBuffer> frame(byte[] octets, int at) {
    if (at > octets.length - HEADER) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(octets, at, HEADER);
    int length = header.getInt();
    if (length <= 0 || length > octets.length - at - HEADER) {
      return Optional.empty();
    }
    boolean isWhole = checksum(octets, at, length) == ByteBuffer.wrap(octets).getInt(at + CHECKSUM_AT);
    return isWhole ? Optional.of(ByteBuffer.wrap(octets, at + HEADER, length)) : Optional.empty();
  }

  /** As the first frame, whether or not that is whole. */
  private static boolean isOfTheSameOpening(byte[] octets, int at) {
    return mark(octets, at) == mark(octets, 0);
  }

  private static long mark(byte[] octets, int at) {
    return ByteBuffer.wrap(octets).getLong(at + MARK_AT);
  }

  private static long number(byte[] octets, int at) {
    return ByteBuffer.wrap(octets).getLong(at + NUMBER_AT);
  }

  private static int checksum(byte[] octets, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(octets, at, CHECKSUM_AT);
    crc.update(octets, at + HEADER, length);
    return (int) crc.getValue();
  }

  /** Writes a group behind the last one; it is safe from a power cut when this returns. There has to be a change in it. */
  public void append(LoggedGroup group) throws IOException {
    if (group.changes().isEmpty()) {
      throw new IllegalArgumentException("group: empty (expected: a change)");
    }
    OctetSink sink = new OctetSink();
    sink.putInt(0).putLong(group.number()).putLong(mark).putInt(0);
    GroupFormat.write(sink, group.changes(), numbers);
    byte[] octets = sink.octets();
    int length = sink.length() - HEADER;
    ByteBuffer.wrap(octets).putInt(length);
    ByteBuffer.wrap(octets).putInt(CHECKSUM_AT, checksum(octets, 0, length));
    DiskFile target = opened();
    target.write(end, octets, 0, sink.length());
    target.sync();
    end += sink.length();
  }

  /** Has the file open. Nothing is changed when it fails, for want of descriptors perhaps, and the next time it may be well. */
  public void open() throws IOException {
    if (file == null) {
      DiskFolder folder = disk.openFolder(path.resolveSibling(".").normalize());
      try {
        file = disk.open(path);
        unsafeName = folder;
      } finally {
        if (file == null) {
          folder.close();
        }
      }
    }
  }

  /** Has its name safe from a power cut too. As with all that is forced, nobody knows what is there when that fails. */
  public void prepare() throws IOException {
    opened();
  }

  private DiskFile opened() throws IOException {
    open();
    DiskFolder folder = unsafeName;
    if (folder != null) {
      folder.sync();
      unsafeName = null;
      folder.close();
    }
    return Objects.requireNonNull(file, "it is open");
  }

  /**
   * Makes what was read safe from a power cut: a process that was killed, or a disk that failed, may have left it written and not forced.
   * It is written anew, since what a force has failed at once another one may leave out.
   */
  public void secure() throws IOException {
    byte[] octets = octets();
    DiskFile target = opened();
    target.write(0, octets, 0, octets.length);
    target.sync();
  }

  /** The octets of the groups that the database may need yet. */
  public long length() {
    return end;
  }

  /** The database holds all that was appended: the next group is written over the first. */
  public void beginAnew() throws IOException {
    if (end > SHORTENED_FROM) {
      opened().resize(0);
    }
    end = 0;
    numbers.clear();
  }

  /** Lets go of the file. All that matters was forced before, so a failure does not. */
  public void close() {
    DiskFile open = file;
    DiskFolder folder = unsafeName;
    file = null;
    unsafeName = null;
    try (folder) {
      if (open != null) {
        open.close();
      }
    } catch (IOException unimportant) {
      LOG.log(Level.DEBUG, "the redo log was not closed", unimportant);
    }
  }

  /** Lets go of the file and deletes it, when the database holds all that is in it; one that stays does no harm. */
  public void delete() {
    close();
    try {
      disk.delete(path);
    } catch (IOException stays) {
      LOG.log(Level.DEBUG, "the redo log was not deleted", stays);
    }
  }
}
