package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file whose {@link #sync()} is atomic: after a power cut it holds what it held at the end of some sync, the last one that
 * returned or a later one, and never a mixture.
 *
 * <h2>How is this designed, and why?</h2>
 * What is written between two syncs stays in an {@link Overlay}. A sync appends it to a checksummed {@link Journal}, forces that,
 * and only then writes it to the file, whose own force is put off until the journal is long: so a sync costs one force of a file
 * that mostly does not grow, which is less than the force it replaces. Opening the file applies the whole records of the journal
 * again and ignores a torn one at its end. An overlay that grows too large for memory is spilled to the journal without being
 * committed. A failed write or force is final, since nobody knows what it left: all later calls fail, and opening again recovers.
 *
 * <p>
 * Two locks: {@code forcing} is held for a whole sync, {@code state} for moments, so that readers do not wait for the disk. They
 * are taken in this order.
 */
final class JournaledFile implements DiskFile {

  /** How many pages stay in memory between two syncs, and how long the journal may become. */
  record Limits(int pagesInMemory, long journalLength) {
    static final Limits USUAL = new Limits(4096, 8 << 20);
  }

  private final SnapshotFile file;
  private final Journal journal;
  private final Limits limits;
  private final Runnable deleteJournal;
  private final ReentrantLock forcing = new ReentrantLock();
  private final ReentrantLock state = new ReentrantLock();
  private Overlay current;
  private @Nullable Overlay committing;
  private volatile @Nullable Throwable failure;
  private boolean closed;

  private JournaledFile(SnapshotFile file, Journal journal, Limits limits, Runnable deleteJournal) throws IOException {
    this.file = file;
    this.journal = journal;
    this.limits = limits;
    this.deleteJournal = deleteJournal;
    this.current = new Overlay(file.size());
  }

  static Path journalOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".journal");
  }

  static JournaledFile open(Disk disk, Path path, Limits limits) throws IOException {
    Path journalPath = journalOf(path);
    Path folder = journalPath.resolveSibling(".").normalize();
    if (!disk.exists(path) && disk.exists(journalPath)) {
      // The file of this journal was deleted: its records must never meet the new one.
      disk.delete(journalPath);
      disk.syncDirectory(folder);
    }
    SnapshotFile file = new SnapshotFile(disk.open(path));
    try {
      Journal journal = new Journal(disk.open(journalPath));
      try {
        disk.syncDirectory(folder);
        JournaledFile opened = new JournaledFile(file, journal, limits, () -> deleteQuietly(disk, journalPath));
        opened.recover();
        return opened;
      } catch (IOException | RuntimeException | Error failed) {
        journal.close();
        throw failed;
      }
    } catch (IOException | RuntimeException | Error failed) {
      file.close();
      throw failed;
    }
  }

  private static void deleteQuietly(Disk disk, Path journal) {
    try {
      disk.delete(journal);
    } catch (IOException stays) {
      // An empty journal does no harm: it is used again.
    }
  }

  private void recover() throws IOException {
    if (!journal.isNew()) {
      List<Journal.Batch> force = journal.readForce();
      while (!force.isEmpty()) {
        Overlay changes = new Overlay(file.size());
        force.forEach(batch -> changes.replay(batch.cut(), batch.size(), batch.pages()));
        apply(changes);
        force = journal.readForce();
      }
    }
    file.sync();
    journal.beginEpoch();
    current = new Overlay(file.size());
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    refuseAfterFailure();
    state.lock();
    try {
      int readable = (int) Math.max(0, Math.min(length, current.size() - position));
      int done = 0;
      while (done < readable) {
        done += readSome(position + done, target, offset + done, readable - done);
      }
      return readable;
    } catch (Throwable failed) {
      throw fail(failed);
    } finally {
      state.unlock();
    }
  }

  private int readSome(long position, byte[] target, int offset, int length) throws IOException {
    long page = Overlay.pageOf(position);
    int inPage = (int) (position % Overlay.PAGE);
    if (isBelow(page)) {
      int run = Overlay.PAGE - inPage;
      while (run < length && isBelow(Overlay.pageOf(position + run))) {
        run += Overlay.PAGE;
      }
      int wanted = Math.min(run, length);
      int count = file.read(position, target, offset, wanted);
      Arrays.fill(target, offset + count, offset + wanted, (byte) 0);
      return wanted;
    }
    int wanted = Math.min(Overlay.PAGE - inPage, length);
    System.arraycopy(content(page), inPage, target, offset, wanted);
    return wanted;
  }

  private boolean isBelow(long page) {
    return notIn(current, page) && (committing == null || notIn(committing, page));
  }

  private static boolean notIn(Overlay overlay, long page) {
    return !overlay.holds(page) && page < overlay.visibleBelow();
  }

  private byte[] content(long page) throws IOException {
    if (!notIn(current, page)) {
      return content(current, page);
    }
    if (committing != null && !notIn(committing, page)) {
      return content(committing, page);
    }
    byte[] below = new byte[Overlay.PAGE];
    file.read(page * Overlay.PAGE, below, 0, Overlay.PAGE);
    return below;
  }

  private byte[] content(Overlay overlay, long page) throws IOException {
    byte[] inMemory = overlay.page(page);
    if (inMemory != null) {
      return inMemory;
    }
    byte[] content = new byte[Overlay.PAGE];
    Long inJournal = overlay.spilledAt(page);
    if (inJournal != null) {
      journal.readPage(inJournal, content);
    }
    return content;
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      long at = position + done;
      int inPage = (int) (at % Overlay.PAGE);
      int count = Math.min(Overlay.PAGE - inPage, length - done);
      writePage(at, source, offset + done, count);
      done += count;
    }
  }

  private void writePage(long position, byte[] source, int offset, int length) throws IOException {
    refuseAfterFailure();
    boolean full;
    state.lock();
    try {
      long page = Overlay.pageOf(position);
      byte[] content = length == Overlay.PAGE ? new byte[Overlay.PAGE] : content(page).clone();
      System.arraycopy(source, offset, content, (int) (position % Overlay.PAGE), length);
      current.put(page, content);
      current.lengthenTo(position + length);
      full = current.pages().size() > limits.pagesInMemory();
    } catch (Throwable failed) {
      throw fail(failed);
    } finally {
      state.unlock();
    }
    if (full) {
      spill();
    }
  }

  private void spill() throws IOException {
    forcing.lock();
    try {
      spillCurrent();
    } finally {
      forcing.unlock();
    }
  }

  private void spillCurrent() throws IOException {
    state.lock();
    try {
      refuseAfterFailure();
      current.spilledTo(journal.append(false, current));
    } catch (Throwable failed) {
      throw fail(failed);
    } finally {
      state.unlock();
    }
  }

  @Override
  public long size() throws IOException {
    refuseAfterFailure();
    state.lock();
    try {
      return current.size();
    } finally {
      state.unlock();
    }
  }

  @Override
  public void resize(long size) throws IOException {
    refuseAfterFailure();
    state.lock();
    try {
      if (size >= current.size()) {
        current.lengthenTo(size);
        return;
      }
      int inPage = (int) (size % Overlay.PAGE);
      if (inPage > 0) {
        long page = Overlay.pageOf(size);
        current.put(page, Overlay.zeroTail(content(page), inPage));
      }
      current.cut(size);
    } catch (Throwable failed) {
      throw fail(failed);
    } finally {
      state.unlock();
    }
  }

  @Override
  public void sync() throws IOException {
    forcing.lock();
    try {
      refuseAfterFailure();
      Overlay changes = take();
      if (changes != null) {
        journal.append(true, changes);
        journal.sync();
        apply(changes);
        give();
      }
      if (journal.end() > limits.journalLength()) {
        shortenJournal();
      }
    } catch (Throwable failed) {
      throw fail(failed);
    } finally {
      forcing.unlock();
    }
  }

  private @Nullable Overlay take() {
    state.lock();
    try {
      if (current.isClean()) {
        return null;
      }
      committing = current;
      current = new Overlay(current.size());
      return committing;
    } finally {
      state.unlock();
    }
  }

  private void give() {
    state.lock();
    try {
      committing = null;
    } finally {
      state.unlock();
    }
  }

  private void apply(Overlay changes) throws IOException {
    long size = changes.size();
    long visible = changes.visibleBelow();
    if (visible != Long.MAX_VALUE && file.size() > visible * Overlay.PAGE) {
      file.resize(visible * Overlay.PAGE);
    }
    NavigableSet<Long> changed = changes.changed();
    while (!changed.isEmpty()) {
      long first = changed.first();
      PageRun run = new PageRun();
      boolean more = true;
      for (long page = first; more && changed.remove(page); page++) {
        more = run.append(content(changes, page));
      }
      run.writeTo(file, first * Overlay.PAGE, size);
    }
    if (file.size() != size) {
      file.resize(size);
    }
  }

  private void shortenJournal() throws IOException {
    state.lock();
    try {
      if (current.hasSpilled()) {
        return;
      }
    } finally {
      state.unlock();
    }
    file.sync();
    journal.beginEpoch();
  }

  /** Begins a copy of what an open would find if the power were cut now. */
  FileSnapshot snapshot(DiskFile target) throws IOException {
    forcing.lock();
    try {
      refuseAfterFailure();
      return file.snapshot(target);
    } finally {
      forcing.unlock();
    }
  }

  private void refuseAfterFailure() throws IOException {
    Throwable earlier = failure;
    if (earlier != null) {
      throw new IOException("the file failed before", earlier);
    }
  }

  /** Errors count too: what is half done must not be gone on with. */
  private IOException fail(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof IOException known ? known : new IOException("the file failed", thrown);
  }

  @Override
  public void close() throws IOException {
    forcing.lock();
    try (file; journal) {
      if (closed || failure != null) {
        return;
      }
      closed = true;
      sync();
      file.sync();
      journal.beginEpoch();
      deleteJournal.run();
      failure = new IOException("the file is closed");
    } finally {
      forcing.unlock();
    }
  }
}
