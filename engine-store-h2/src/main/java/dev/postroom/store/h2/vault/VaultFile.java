package dev.postroom.store.h2.vault;

import dev.postroom.error.ClosedException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.FileCopy;
import dev.postroom.store.h2.file.GroupForce;
import dev.postroom.store.h2.vault.SlotFormat.Slot;
import dev.postroom.store.h2.vault.SlotFormat.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The vault in a file of its own, apart from the database, so that a slot can be overwritten where it lies.
 *
 * <h2>How is this designed, and why?</h2>
 * A new version of a slot is written beside the old one and forced before the old one is overwritten; each carries a growing number,
 * and opening the file keeps the highest. So a crash leaves the old or the new, whole; what it left of the older ones is overwritten
 * on open. A damaged slot is none that a crash made, and whose secret it held cannot be told: the file is not opened then, for a
 * secret that seems never to have been would be made anew, and what looks into the lists of its place would find nothing there.
 * Memory holds numbers only ({@link SlotIndex}); secrets are read from the file. Forces are shared by those who wait at the same
 * time. A failed write or force is final.
 */
public final class VaultFile implements KeyVault, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(VaultFile.class.getName());
  private static final int SLOTS_AT_ONCE = 2048;
  private static final byte[] FREE = new byte[SlotFormat.SLOT];

  /** Which secret. */
  private record Place(KeyOwner owner, int version) {
    static Place of(WrappedSecret secret) {
      return new Place(secret.owner(), secret.version());
    }
  }

  /** Where a secret lies. */
  private record Found(int slot, Slot content) {}

  private final DiskFile file;
  private final GroupForce force;
  private final ReentrantLock lock = new ReentrantLock();
  private final SlotIndex index = new SlotIndex();
  private final FreeSlots free = new FreeSlots();
  private long sequence;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  private VaultFile(DiskFile file) {
    this.file = file;
    this.force = new GroupForce(file::sync);
  }

  /**
   * Opens the vault, and makes it when there is none. Reads the whole file once.
   *
   * @throws StoreException
   *           when it is of another format, or its header or a slot is damaged; nothing is changed then
   */
  public static VaultFile open(Disk disk, Path path) {
    try {
      DiskFile file = disk.open(path);
      try {
        prepare(disk, path, file);
        VaultFile vault = new VaultFile(file);
        vault.scan();
        return vault;
      } catch (IOException | RuntimeException | Error failed) {
        file.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "vault: cannot be opened", failed);
    }
  }

  /** Whether there is a vault whose making came to its end. Changes nothing. */
  public static boolean wasMade(Disk disk, Path path) throws IOException {
    if (!disk.exists(path) || disk.size(path) < SlotFormat.SLOT) {
      return false;
    }
    byte[] header = new byte[SlotFormat.SLOT];
    try (DiskFile file = disk.openToRead(path)) {
      return file.read(0, header, 0, header.length) == header.length && SlotFormat.isHeader(header);
    }
  }

  /** Whether there is a vault in which a secret was ever put. Changes nothing. */
  public static boolean wasUsed(Disk disk, Path path) throws IOException {
    return disk.exists(path) && disk.size(path) > SlotFormat.SLOT;
  }

  /** Whether a write or a force failed, after which nothing more is taken. */
  public boolean hasFailed() {
    return failure != null;
  }

  private static void prepare(Disk disk, Path path, DiskFile file) throws IOException {
    byte[] header = new byte[SlotFormat.SLOT];
    file.read(0, header, 0, header.length);
    if (file.size() <= SlotFormat.SLOT && !SlotFormat.isHeader(header)) {
      // A crash while it was made: the header is forced before anything else is written.
      file.write(0, SlotFormat.header(), 0, SlotFormat.SLOT);
      file.sync();
    } else {
      SlotFormat.checkHeader(header);
    }
    disk.syncDirectory(path.resolveSibling(".").normalize());
  }

  private void scan() throws IOException {
    int slots = Math.toIntExact((file.size() - 1) / SlotFormat.SLOT);
    List<Integer> outdated = new ArrayList<>();
    List<Integer> unused = new ArrayList<>();
    for (int first = 0; first < slots; first += SLOTS_AT_ONCE) {
      byte[] octets = new byte[Math.min(SLOTS_AT_ONCE, slots - first) * SlotFormat.SLOT];
      file.read(positionOf(first), octets, 0, octets.length);
      for (int at = 0; at < octets.length; at += SlotFormat.SLOT) {
        int slot = first + at / SlotFormat.SLOT;
        switch (SlotFormat.stateOf(octets, at)) {
          case FREE -> unused.add(slot);
          case DAMAGED -> throw damaged(slot);
          case LIVE -> remember(slot, SlotFormat.read(octets, at), outdated);
        }
      }
    }
    scrubOnOpen(outdated);
    free.startAt(slots);
    unused.forEach(free::free);
    outdated.forEach(free::free);
  }

  private void remember(int slot, Slot content, List<Integer> losers) throws IOException {
    sequence = Math.max(sequence, content.sequence());
    Optional<Found> twin = find(Place.of(content.secret()));
    if (twin.isPresent() && twin.get().content().sequence() > content.sequence()) {
      losers.add(slot);
      return;
    }
    int tag = tagOf(content.secret().owner());
    twin.ifPresent(older -> {
      index.remove(tag, older.slot());
      losers.add(older.slot());
    });
    index.add(tag, slot);
  }

  private void scrubOnOpen(List<Integer> outdated) throws IOException {
    if (outdated.isEmpty()) {
      return;
    }
    for (int slot : outdated) {
      file.write(positionOf(slot), FREE, 0, SlotFormat.SLOT);
    }
    file.sync();
    LOG.log(System.Logger.Level.DEBUG, "vault: {0} slots of unfinished changes were overwritten", outdated.size());
  }

  @Override
  public void put(Collection<WrappedSecret> secrets) {
    Map<Place, WrappedSecret> last = new LinkedHashMap<>();
    secrets.forEach(secret -> {
      SlotFormat.write(secret, 0);
      last.put(Place.of(secret), secret);
    });
    if (last.isEmpty()) {
      return;
    }
    List<Found> written = locked(() -> write(last.values()));
    forced();
    overwrite(locked(() -> replaceBy(written)));
  }

  private List<Found> write(Collection<WrappedSecret> secrets) throws IOException {
    List<Found> written = new ArrayList<>();
    for (WrappedSecret secret : secrets) {
      int slot = free.take();
      Slot content = new Slot(secret, ++sequence);
      file.write(positionOf(slot), SlotFormat.write(secret, content.sequence()), 0, SlotFormat.SLOT);
      written.add(new Found(slot, content));
    }
    return written;
  }

  /** Makes what is forced the one that is found. Answers the slots that lost, which may be the new ones if another was newer. */
  private List<Integer> replaceBy(List<Found> written) throws IOException {
    List<Integer> losers = new ArrayList<>();
    for (Found each : written) {
      remember(each.slot(), each.content(), losers);
    }
    return losers;
  }

  private void overwrite(List<Integer> slots) {
    if (slots.isEmpty()) {
      return;
    }
    locked(() -> {
      for (int slot : slots) {
        file.write(positionOf(slot), FREE, 0, SlotFormat.SLOT);
      }
      return slots.size();
    });
    forced();
    locked(() -> {
      slots.forEach(free::free);
      return slots.size();
    });
  }

  @Override
  public List<WrappedSecret> secrets(KeyOwner owner) {
    return locked(() -> findAll(owner)).stream()
        .map(found -> found.content().secret())
        .sorted(Comparator.comparingInt(WrappedSecret::version))
        .toList();
  }

  @Override
  public void destroy(KeyOwner owner, int version) {
    overwrite(locked(() -> forget(owner, find(new Place(owner, version)).stream().toList())));
  }

  @Override
  public void destroy(KeyOwner owner) {
    overwrite(locked(() -> forget(owner, findAll(owner))));
  }

  private List<Integer> forget(KeyOwner owner, List<Found> found) {
    int tag = tagOf(owner);
    found.forEach(each -> index.remove(tag, each.slot()));
    return found.stream().map(Found::slot).toList();
  }

  /** Copies the vault as it is between two changes; whoever wants something of it waits meanwhile. */
  public void copy(FileCopy copying, DiskFile target) throws IOException {
    lock.lock();
    try {
      refuseWhenUnusable();
      copying.copy(file, target);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Found> find(Place place) throws IOException {
    return findAll(place.owner()).stream()
        .filter(found -> Place.of(found.content().secret()).equals(place))
        .findFirst();
  }

  private List<Found> findAll(KeyOwner owner) throws IOException {
    List<Integer> candidates = new ArrayList<>();
    index.find(tagOf(owner), candidates::add);
    List<Found> found = new ArrayList<>();
    for (int slot : candidates) {
      byte[] octets = new byte[SlotFormat.SLOT];
      file.read(positionOf(slot), octets, 0, SlotFormat.SLOT);
      if (SlotFormat.stateOf(octets, 0) != State.LIVE) {
        throw damaged(slot);
      }
      Slot content = SlotFormat.read(octets, 0);
      if (content.secret().owner().equals(owner)) {
        found.add(new Found(slot, content));
      }
    }
    return found;
  }

  private static StoreException damaged(int slot) {
    return new StoreException(FailureReason.STORE_CORRUPT, "vault: damaged slot " + slot);
  }

  private static long positionOf(int slot) {
    return (slot + 1L) * SlotFormat.SLOT;
  }

  private static int tagOf(KeyOwner owner) {
    long mixed = (owner.id().getMostSignificantBits() * 31 + owner.id().getLeastSignificantBits()) * 31
        + owner.rung().name().hashCode();
    mixed = (mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T locked(Step<T> step) {
    lock.lock();
    try {
      refuseWhenUnusable();
      return step.run();
    } catch (IOException failed) {
      throw fail(failed);
    } catch (Error failed) {
      // What is half written must not meet a later destroy that does not know of it.
      failure = failed;
      throw failed;
    } finally {
      lock.unlock();
    }
  }

  private void forced() {
    try {
      force.await();
    } catch (IOException failed) {
      throw fail(failed);
    }
  }

  private void refuseWhenUnusable() {
    if (closed) {
      throw new ClosedException();
    }
    Throwable earlier = failure;
    if (earlier != null) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "vault: failed before", earlier);
    }
  }

  private StoreException fail(IOException failed) {
    failure = failed;
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "vault: the disk failed", failed);
  }

  /** Lets go of the file. What was acknowledged is on the disk. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      file.close();
    } catch (IOException failed) {
      throw fail(failed);
    } finally {
      lock.unlock();
    }
  }
}
