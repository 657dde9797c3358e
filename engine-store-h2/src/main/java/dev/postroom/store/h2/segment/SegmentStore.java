package dev.postroom.store.h2.segment;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.GroupForce;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sealed contents in append-only files. Small ones follow each other in a shared segment; a large one has a file of its own,
 * so that it is written in bounded memory and its space comes back when it is freed.
 *
 * <h2>How is this designed, and why?</h2>
 * An append writes and a {@link #force()} makes safe, so that a group of messages shares one force, which comes before the commit of
 * the rows that point here. A segment is never appended to after a restart: what a crash tore at its end stays unread, since no
 * committed row points at it. References stay as they are for good. Writes are by position on files that no interrupt closes. A
 * failed write or force is final for appends and forces; what lies there can still be read.
 */
public final class SegmentStore implements AutoCloseable {

  /** How much of a content stays in memory while it is written, and how long a shared segment becomes. */
  public record Limits(int mostInMemory, long segmentLength) {
    /** One MiB, and 256 MiB. */
    public static final Limits USUAL = new Limits(1 << 20, 256L << 20);
  }

  /** A shared segment of this opening. */
  private record Shared(long number, DiskFile file) {}

  private final SegmentFiles files;
  private final Limits limits;
  private final AtomicLong nextNumber;
  private final GroupForce force = new GroupForce(this::syncAll);
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Shared> full = new ArrayList<>();
  private @Nullable Shared active;
  private long activeEnd;
  private boolean namesChanged;
  private long appended;
  private volatile long covered;
  private volatile @Nullable Exception failure;
  private volatile boolean closed;

  private SegmentStore(SegmentFiles files, Limits limits) {
    this.files = files;
    this.limits = limits;
    this.nextNumber = new AtomicLong(files.firstFree());
  }

  /** Opens the segments of a folder, and makes it when there is none. Reads names only. */
  public static SegmentStore open(Disk disk, Path folder, Limits limits) {
    try {
      return new SegmentStore(SegmentFiles.open(disk, folder), limits);
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: cannot be opened", failed);
    }
  }

  /** The contents of a mailbox. */
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    return new SegmentContents(this, mailbox);
  }

  ContentRef append(Scope.OfMailbox mailbox, MessageId message, MailboxContents.Writer writer) throws IOException {
    refuseWhenUnusable();
    ContentSink sink = new ContentSink(this, limits.mostInMemory());
    try {
      writer.writeTo(sink);
      return sink.finish(mailbox, message);
    } catch (IOException | RuntimeException | Error givenUp) {
      sink.discard();
      throw givenUp;
    }
  }

  ContentRef appendShared(byte[] record, int recordLength, long length) {
    lock.lock();
    try {
      refuseWhenUnusable();
      Shared segment = segmentFor(recordLength);
      segment.file().write(activeEnd, record, 0, recordLength);
      ContentRef ref = new ContentRef(segment.number(), activeEnd, length);
      activeEnd += recordLength;
      appended++;
      return ref;
    } catch (IOException failed) {
      throw fail(failed);
    } finally {
      lock.unlock();
    }
  }

  private Shared segmentFor(int recordLength) throws IOException {
    Shared segment = active;
    if (segment != null && activeEnd + recordLength <= limits.segmentLength()) {
      return segment;
    }
    long number = nextNumber.getAndIncrement();
    Shared fresh = new Shared(number, created(() -> files.createShared(number)));
    if (segment != null) {
      full.add(segment);
    }
    active = fresh;
    fresh.file().write(0, RecordFormat.segmentHeader(), 0, RecordFormat.SEGMENT_HEADER);
    activeEnd = RecordFormat.SEGMENT_HEADER;
    namesChanged = true;
    return fresh;
  }

  SingleSegment newSingle() {
    long number = nextNumber.getAndIncrement();
    return new SingleSegment(this, number, created(() -> files.createSingle(number)));
  }

  /** Makes a file. */
  @FunctionalInterface
  private interface Creating {
    DiskFile run() throws IOException;
  }

  /** A file that cannot be made, for want of descriptors perhaps, leaves everything else as it was: the next one is tried anew. */
  private static DiskFile created(Creating creating) {
    try {
      return creating.run();
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: a file cannot be made", failed);
    }
  }

  ContentRef keep(SingleSegment single, long length) {
    single.close();
    lock.lock();
    try {
      namesChanged = true;
      appended++;
      return new ContentRef(single.number(), 0, length);
    } finally {
      lock.unlock();
    }
  }

  void discard(SingleSegment single) {
    try {
      single.close();
      files.deleteSingle(single.number());
    } catch (IOException | StoreException stays) {
      // An orphan: the next sweep finds it.
    }
  }

  /** Makes everything that was appended before the call safe from a power cut. Costs nothing when that is so already. */
  public void force() {
    refuseWhenUnusable();
    if (covered >= appendedSoFar()) {
      return;
    }
    try {
      force.await();
    } catch (IOException failed) {
      throw fail(failed);
    }
  }

  private long appendedSoFar() {
    lock.lock();
    try {
      return appended;
    } finally {
      lock.unlock();
    }
  }

  private void syncAll() throws IOException {
    List<Shared> retired;
    List<Shared> written = new ArrayList<>();
    boolean names;
    long upTo;
    lock.lock();
    try {
      retired = List.copyOf(full);
      full.clear();
      written.addAll(retired);
      if (active != null) {
        written.add(active);
      }
      names = namesChanged;
      namesChanged = false;
      upTo = appended;
    } finally {
      lock.unlock();
    }
    for (Shared segment : written) {
      segment.file().sync();
    }
    if (names) {
      files.syncNames();
    }
    for (Shared segment : retired) {
      segment.file().close();
    }
    covered = upTo;
  }

  InputStream open(Scope.OfMailbox mailbox, MessageId message, ContentRef ref) {
    refuseWhenClosed();
    try {
      DiskFile file = files.open(ref.segment(), ref.offset());
      try {
        compareHeader(file, mailbox, message, ref);
        return new ContentStream(file, ref.offset() + RecordFormat.HEADER, ref.length());
      } catch (IOException | RuntimeException | Error failed) {
        file.close();
        throw failed;
      }
    } catch (IOException failed) {
      if (!files.exists(ref.segment(), ref.offset())) {
        throw notThere();
      }
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "content: cannot be opened", failed);
    }
  }

  private static void compareHeader(DiskFile file, Scope.OfMailbox mailbox, MessageId message, ContentRef ref)
      throws IOException {
    byte[] header = new byte[RecordFormat.HEADER];
    boolean possible = ref.offset() >= 0 && ref.length() >= 0
        && file.read(ref.offset(), header, 0, RecordFormat.HEADER) == RecordFormat.HEADER;
    if (!possible || !RecordFormat.isHeaderOf(header, mailbox, message, ref.length())) {
      throw notThere();
    }
  }

  private static StoreException notThere() {
    return new StoreException(FailureReason.STORE_CORRUPT, "content: not where its row says");
  }

  /**
   * Gives the space of a content back: that of a large one at once, that of a small one when its segment is compacted. To be called
   * after the deletion of its row was committed. Who reads it goes on reading.
   */
  public void free(ContentRef ref) {
    refuseWhenClosed();
    if (ref.offset() != 0) {
      return;
    }
    try {
      files.deleteSingle(ref.segment());
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "content: cannot be deleted", failed);
    }
  }

  /** The octets that a content takes, with what stands around it. */
  public static long spaceOf(ContentRef ref) {
    return RecordFormat.HEADER + ref.length() + RecordFormat.TRAILER;
  }

  /** The shared segments that are appended to no more, with their lengths. */
  public Map<Long, Long> retired() {
    lock.lock();
    try {
      Map<Long, Long> lengths = files.lengthsOfShared();
      full.forEach(segment -> lengths.remove(segment.number()));
      if (active != null) {
        lengths.remove(active.number());
      }
      return lengths;
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: cannot be listed", failed);
    } finally {
      lock.unlock();
    }
  }

  /** Deletes a retired segment at which no row points, nor will. Who reads one of its contents goes on reading. */
  public void deleteShared(long number) {
    refuseWhenClosed();
    try {
      files.deleteShared(number);
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segment: cannot be deleted", failed);
    }
  }

  /** Keeps all segments until the copy is closed. */
  public SegmentCopy copy() {
    return files.copy();
  }

  /** Whether what lay there has been moved, or deleted, since this was opened. */
  public boolean isDeleted(ContentRef ref) {
    return files.isDeleted(ref.segment());
  }

  /** Whether a content lies in a file of its own, which a sweep must be told of. */
  public static boolean isAlone(ContentRef ref) {
    return ref.offset() == 0;
  }

  /** Whether a write or a force failed, after which nothing more is taken. */
  public boolean hasFailed() {
    return failure != null;
  }

  /**
   * Gives only numbers above this one from now on. The number of a large content that a row points at is never given to another, even
   * if its file is lost: deleting the one would take the other's.
   */
  public void number(long highest) {
    nextNumber.accumulateAndGet(highest + 1, Math::max);
  }

  /**
   * Deletes large contents from before this opening that no row points at.
   *
   * @param live
   *          the numbers of the large contents that rows point at
   * @return how many were deleted
   */
  public int sweep(Set<Long> live) {
    try {
      int deleted = 0;
      for (long number : files.singles()
          .filter(each -> each < files.firstFree())
          .filter(each -> !live.contains(each))
          .toArray()) {
        files.deleteSingle(number);
        deleted++;
      }
      return deleted;
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: cannot be swept", failed);
    }
  }

  StoreException fail(IOException failed) {
    failure = failed;
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: the disk failed", failed);
  }

  private void refuseWhenUnusable() {
    refuseWhenClosed();
    Exception earlier = failure;
    if (earlier != null) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "segments: failed before", earlier);
    }
  }

  private void refuseWhenClosed() {
    if (closed) {
      throw new ClosedException();
    }
  }

  /** Lets go of the files without forcing them. Contents that are open stay readable. */
  @Override
  public void close() {
    lock.lock();
    try (files) {
      if (closed) {
        return;
      }
      closed = true;
      for (Shared segment : full) {
        segment.file().close();
      }
      if (active != null) {
        active.file().close();
      }
    } catch (IOException failed) {
      throw fail(failed);
    } finally {
      lock.unlock();
    }
  }
}
