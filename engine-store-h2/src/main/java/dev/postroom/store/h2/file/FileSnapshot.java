package dev.postroom.store.h2.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A copy of what a file held at one moment, made while the file goes on changing.
 *
 * <h2>How is this designed, and why?</h2>
 * Whoever is about to overwrite a part of the file, or to cut it off, says so before, and what is not copied yet of that part is
 * copied then; all the rest is copied a little at a time by whoever wants the copy. So nobody waits for more than the part that he
 * changes. A copy that fails harms nobody but who wanted it; one that hangs, since the disk of the copy does, is waited for by whoever
 * changes the file.
 */
public final class FileSnapshot implements Closeable {
  private static final int PAGE = 4096;
  private static final int PAGES_AT_ONCE = 64;

  private final DiskFile source;
  private final DiskFile target;
  private final long size;
  private final int pages;
  private final Runnable afterwards;
  private final BitSet copied;
  private final byte[] buffer = new byte[PAGES_AT_ONCE * PAGE];
  private @Nullable Throwable failure;
  private boolean closed;

  FileSnapshot(DiskFile source, DiskFile target, Runnable afterwards) throws IOException {
    this.source = source;
    this.target = target;
    this.size = source.size();
    this.pages = Math.toIntExact(Math.ceilDiv(size, (long) PAGE));
    this.afterwards = afterwards;
    this.copied = new BitSet(pages);
  }

  /** What lies from here to there is about to change. */
  synchronized void keep(long from, long to) {
    if (closed || failure != null) {
      return;
    }
    try {
      int end = (int) Math.min(pages, Math.ceilDiv(to, (long) PAGE));
      int page = (int) Math.min(pages, from / PAGE);
      while (page < end) {
        page += copyRun(page, end);
      }
    } catch (IOException | RuntimeException | Error failed) {
      failure = failed;
    }
  }

  /**
   * Copies a little.
   *
   * @return whether there is more
   * @throws IOException
   *           when something could not be copied, now or when it was about to change
   */
  public synchronized boolean copySome() throws IOException {
    Throwable earlier = failure;
    if (earlier != null) {
      throw new IOException("the copy failed", earlier);
    }
    int first = copied.nextClearBit(0);
    if (first < pages) {
      copyRun(first, pages);
    }
    return copied.nextClearBit(0) < pages;
  }

  /** Copies pages that follow each other and are not copied yet; answers how many pages are done with, one at least. */
  private int copyRun(int first, int end) throws IOException {
    int next = copied.nextSetBit(first);
    int last = Math.min(Math.min(end, next < 0 ? end : next), first + PAGES_AT_ONCE);
    if (last == first) {
      return 1;
    }
    long position = (long) first * PAGE;
    int length = (int) (Math.min((long) last * PAGE, size) - position);
    source.read(position, buffer, 0, length);
    target.write(position, buffer, 0, length);
    copied.set(first, last);
    return last - first;
  }

  /** Copies nothing more. The target stays open. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    afterwards.run();
  }
}
