package dev.postroom.store.h2.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory whose power can be cut. It keeps what was synced apart from what was not, names too, and {@link #cut} makes the
 * disk that a machine would find after the power came back, while this one goes on undisturbed: so one run of a workload
 * stands for as many cuts as wanted.
 */
public final class PowerCutDisk implements Disk {

  /** What becomes of the changes that were not synced. */
  public enum Policy {
    /** All are lost. */
    NOTHING_KEPT,
    /** The first ones are kept, in the order in which they were made; the last of these may be torn. */
    A_PREFIX_KEPT,
    /** Each name, size and sector is kept or lost by chance. */
    SECTORS_KEPT
  }

  private final Map<Path, Content> names = new HashMap<>();
  private final Map<Path, Content> safeNames = new HashMap<>();
  private final Set<Path> folders = new HashSet<>(Set.of(Path.of("/")));
  private final List<Change> pending = new ArrayList<>();
  private volatile Runnable beforeChange = () -> {
  };
  private volatile boolean writesFail;
  private volatile boolean syncsFail;

  /** The octets of a file, whatever its name: as they are, and as they were synced. */
  private static final class Content {
    private final Octets now = new Octets();
    private final Octets safe = new Octets();
  }

  /** A change that is not safe yet: of a content, or (then the folder is set) of a name. */
  private record Change(@Nullable Content of, @Nullable Path folder, Effect effect) {}

  /** Does a change again, on another image of the disk. */
  private interface Effect {
    void redo(Image image, Keep keep);
  }

  /** Which sectors of a write are kept. */
  private interface Keep {
    boolean sector(int number);
  }

  /** A disk in the making. */
  private record Image(Map<Path, Content> names, IdentityHashMap<Content, Octets> contents) {
    Octets octets(Content content) {
      return contents.computeIfAbsent(content, of -> of.safe.copy());
    }
  }

  /** Runs something before every change and sync, in the thread that makes it. */
  public void beforeChange(Runnable hook) {
    beforeChange = hook;
  }

  /** Lets every write from now on fail. */
  public void failWrites() {
    writesFail = true;
  }

  /** Lets every sync from now on fail. */
  public void failSyncs() {
    syncsFail = true;
  }

  /** The writes and syncs work again. */
  public void heal() {
    writesFail = false;
    syncsFail = false;
  }

  /** All octets of a file as they are now. */
  public synchronized byte[] contentOf(Path path) {
    Content content = names.get(path);
    return content == null ? new byte[0] : content.now.toArray();
  }

  /** The disk as it would be found if the power failed now. */
  public synchronized PowerCutDisk cut(Policy policy, RandomGenerator random) {
    Image image = new Image(new HashMap<>(safeNames), new IdentityHashMap<>());
    int sector = random.nextBoolean() ? Octets.SECTOR : 4096;
    switch (policy) {
      case NOTHING_KEPT -> {
      }
      case A_PREFIX_KEPT -> redoPrefix(image, random);
      case SECTORS_KEPT -> redoByChance(image, random, sector / Octets.SECTOR);
    }
    PowerCutDisk found = new PowerCutDisk();
    found.folders.addAll(folders);
    IdentityHashMap<Content, Content> copies = new IdentityHashMap<>();
    image.names.forEach((path, content) -> found.names.put(path,
        copies.computeIfAbsent(content, of -> settled(image.octets(of)))));
    found.safeNames.putAll(found.names);
    return found;
  }

  /** The same disk with one folder in the place of another: what is changed on the one is changed on both. */
  public synchronized PowerCutDisk moved(Path from, Path to) {
    PowerCutDisk moved = new PowerCutDisk();
    names.forEach((path, content) -> moved.names.put(moved(path, from, to), content));
    safeNames.forEach((path, content) -> moved.safeNames.put(moved(path, from, to), content));
    folders.forEach(folder -> moved.createDirectories(moved(folder, from, to)));
    return moved;
  }

  private static Path moved(Path path, Path from, Path to) {
    return path.startsWith(from) ? to.resolve(from.relativize(path)) : path;
  }

  private static Content settled(Octets octets) {
    Content content = new Content();
    content.now.become(octets);
    content.safe.become(octets);
    return content;
  }

  private void redoPrefix(Image image, RandomGenerator random) {
    int kept = random.nextInt(pending.size() + 1);
    for (Change change : pending.subList(0, kept)) {
      change.effect.redo(image, sector -> true);
    }
    if (kept < pending.size() && pending.get(kept).of != null) {
      int sectors = random.nextInt(16);
      pending.get(kept).effect.redo(image, sector -> sector < sectors);
    }
  }

  private void redoByChance(Image image, RandomGenerator random, int sectorsTogether) {
    for (Change change : pending) {
      if (change.of == null) {
        if (random.nextBoolean()) {
          change.effect.redo(image, sector -> true);
        }
      } else {
        long seed = random.nextLong();
        change.effect.redo(image, sector -> coin(seed, sector / sectorsTogether));
      }
    }
  }

  private static boolean coin(long seed, int number) {
    return (Long.hashCode((seed ^ number) * 0x9E3779B97F4A7C15L) & 0x10000) != 0;
  }

  private void changing() throws IOException {
    beforeChange.run();
    if (writesFail) {
      throw new IOException("injected: no write");
    }
  }

  private synchronized void changeName(Path path, Effect effect) {
    effect.redo(new Image(names, new IdentityHashMap<>()), sector -> true);
    pending.add(new Change(null, path.getParent(), effect));
  }

  private synchronized void settle(Predicate<Change> which) {
    for (Iterator<Change> changes = pending.iterator(); changes.hasNext();) {
      Change change = changes.next();
      if (which.test(change)) {
        IdentityHashMap<Content, Octets> safe = new IdentityHashMap<>();
        if (change.of != null) {
          safe.put(change.of, change.of.safe);
        }
        change.effect.redo(new Image(safeNames, safe), sector -> true);
        changes.remove();
      }
    }
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    boolean absent;
    synchronized (this) {
      absent = !names.containsKey(path);
    }
    if (absent) {
      changing();
      Content made = new Content();
      changeName(path, (image, keep) -> image.names.put(path, made));
    }
    return openToRead(path);
  }

  @Override
  public synchronized DiskFile openToRead(Path path) throws IOException {
    Content content = names.get(path);
    if (content == null) {
      throw new FileNotFoundException("no such file");
    }
    return new Handle(content);
  }

  @Override
  public synchronized boolean exists(Path path) {
    return names.containsKey(path) || folders.contains(path);
  }

  @Override
  public synchronized boolean isDirectory(Path path) {
    return folders.contains(path);
  }

  @Override
  public synchronized long size(Path path) throws IOException {
    return openToRead(path).size();
  }

  @Override
  public void delete(Path path) throws IOException {
    changing();
    changeName(path, (image, keep) -> image.names.remove(path));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    changing();
    changeName(to, (image, keep) -> {
      Content moved = image.names.remove(from);
      if (moved != null) {
        image.names.put(to, moved);
      }
    });
  }

  @Override
  public synchronized List<Path> list(Path directory) {
    return names.keySet().stream().filter(path -> directory.equals(path.getParent())).sorted().toList();
  }

  @Override
  public synchronized void createDirectories(Path directory) {
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      folders.add(folder);
    }
  }

  @Override
  public DiskFolder openFolder(Path directory) {
    return new DiskFolder() {
      @Override
      public void sync() throws IOException {
        syncing();
        settle(change -> directory.equals(change.folder));
      }

      @Override
      public void close() {
        // There is nothing to let go of.
      }
    };
  }

  private void syncing() throws IOException {
    beforeChange.run();
    if (syncsFail) {
      throw new IOException("injected: no sync");
    }
  }

  /** An open file. */
  private final class Handle implements DiskFile {
    private final Content content;

    Handle(Content content) {
      this.content = content;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      synchronized (PowerCutDisk.this) {
        return content.now.read((int) position, target, offset, length);
      }
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
      changing();
      byte[] octets = Arrays.copyOfRange(source, offset, offset + length);
      change((image, keep) -> image.octets(content).write((int) position, octets, keep::sector));
    }

    @Override
    public long size() {
      synchronized (PowerCutDisk.this) {
        return content.now.size();
      }
    }

    @Override
    public void resize(long size) throws IOException {
      changing();
      change((image, keep) -> {
        if (keep.sector(0)) {
          image.octets(content).resize((int) size);
        }
      });
    }

    private void change(Effect effect) {
      synchronized (PowerCutDisk.this) {
        IdentityHashMap<Content, Octets> now = new IdentityHashMap<>();
        now.put(content, content.now);
        effect.redo(new Image(names, now), sector -> true);
        pending.add(new Change(content, null, effect));
      }
    }

    @Override
    public void sync() throws IOException {
      syncing();
      settle(change -> change.of == content);
    }

    @Override
    public void close() {
      // The octets stay where they are.
    }
  }
}
