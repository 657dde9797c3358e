package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import dev.postroom.store.h2.CutDisks.Cut;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.GatedDisk.Change;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts the power under a whole store, its database, segments and vault on one disk, while customers use it from several threads and
 * it is compacted; and looks after each cut whether everything is there that they were told, and nothing else.
 *
 * <p>
 * A run goes on undisturbed while its disk is copied as a cut would leave it. Some of these copies are lived on afterwards, so that
 * the power fails while a store recovers, too.
 */
final class StoreUnderCuts {
  /**
   * Small enough for segments to fill, contents to have files of their own, and the store to be compacted and the database forced
   * all the time.
   */
  static final StoreOptions BUSY = StoreOptions.USUAL.withSegments(new SegmentStore.Limits(4_000, 40_000))
      .withCompactedAfter(40_000)
      .withRedoLog(20_000);
  private static final String LIVE = "store-live";
  private static final String FOUND = "store-found";
  private static final int CUSTOMERS = 3;
  private static final int LIVES_OF_A_DISK = 2;
  private static final int CUTS_OF_A_LIFE = 25;
  private static final int AT_EACH_END = 3;
  private static final int OFTEN = 4;
  private static final int SELDOM = 48;
  private static final int MOST_ACTS = 2_000;
  private static final int AUDITORS = 2;

  private final Path folder;
  private final DatabaseFiles files;
  private final Policy policy;
  private final Predicate<Path> unforced;
  private final Random random;

  private StoreUnderCuts(Path folder, DatabaseFiles files, Policy policy, Predicate<Path> unforced, long seed) {
    this.folder = folder;
    this.files = files;
    this.policy = policy;
    this.unforced = unforced;
    this.random = new Random(seed);
  }

  /** On a disk that does what it is told; the folder is a real one, for the lock alone. */
  static StoreUnderCuts on(Path folder, DatabaseFiles files, Policy policy, long seed) {
    return new StoreUnderCuts(folder, files, policy, path -> false, seed);
  }

  /** The same, but for files of which no force is carried out. */
  StoreUnderCuts withoutForcing(Predicate<Path> which) {
    return new StoreUnderCuts(folder, files, policy, which, random.nextLong());
  }

  /** Cuts so often, unless something is found before. */
  CutFindings run(int count) throws Exception {
    PowerCutDisk empty = new PowerCutDisk();
    open(empty, LIVE).close();
    CutFindings all = CutFindings.NONE;
    while (all.cuts() < count && all.faults() == 0) {
      all = all.and(liveOn(copy(empty), count - all.cuts()));
    }
    return all;
  }

  /** Some lives of a disk, each after a cut of the one before. */
  private CutFindings liveOn(PowerCutDisk first, int most) throws Exception {
    PowerCutDisk disk = first;
    List<Customer> customers = new ArrayList<>();
    CutFindings all = CutFindings.NONE;
    for (int life = 0; life < LIVES_OF_A_DISK && all.cuts() < most && all.faults() == 0; life++) {
      List<Customer> fresh = Stream.generate(() -> new Customer("customer-" + random.nextLong(), random.nextLong()))
          .limit(CUSTOMERS)
          .toList();
      List<Customer> gone = List.copyOf(customers);
      customers.addAll(fresh);
      List<Cut> cuts = live(disk, gone, fresh, Math.min(CUTS_OF_A_LIFE, most - all.cuts()));
      Cut last = cuts.get(random.nextInt(cuts.size()));
      disk = copy(last.disk());
      all = all.and(audit(cuts, customers));
      last.stand().restore(customers);
    }
    return all;
  }

  private List<Cut> live(PowerCutDisk disk, List<Customer> gone, List<Customer> fresh, int count) throws Exception {
    CutDisks cuts = new CutDisks(disk, policy, Stream.concat(gone.stream(), fresh.stream()).toList(), random);
    disk.beforeChange(cuts);
    cuts.cut(OFTEN, Math.min(AT_EACH_END, count));
    try (H2MailStore store = open(lying(disk), LIVE)) {
      gone.forEach(customer -> customer.settle(store));
      cuts.cut(SELDOM, Math.max(1, count - AT_EACH_END));
      use(store, fresh, cuts);
      cuts.cut(OFTEN, count);
    }
    disk.beforeChange(() -> {
    });
    return cuts.taken();
  }

  private static void use(H2MailStore store, List<Customer> customers, CutDisks cuts) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (Customer customer : customers) {
        all.add(threads.submit(() -> {
          for (int acts = 0; acts < MOST_ACTS && !cuts.areEnough(); acts++) {
            customer.act(store);
          }
          return customer;
        }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  /** Several at once, each in a folder of its own, since only one store can have a folder open. */
  private CutFindings audit(List<Cut> cuts, List<Customer> customers) throws Exception {
    Queue<Cut> left = new ConcurrentLinkedQueue<>(cuts);
    List<Callable<CutFindings>> auditors = IntStream.range(0, AUDITORS)
        .mapToObj(number -> (Callable<CutFindings>) () -> audit(left, customers, number))
        .toList();
    CutFindings all = CutFindings.NONE;
    try (ExecutorService threads = Executors.newFixedThreadPool(AUDITORS)) {
      for (Future<CutFindings> found : threads.invokeAll(auditors)) {
        all = all.and(found.get());
      }
    }
    return all;
  }

  private CutFindings audit(Queue<Cut> left, List<Customer> customers, int auditor) throws IOException {
    Path own = Files.createDirectories(folder.resolve("auditor-" + auditor));
    CutFindings all = CutFindings.NONE;
    for (Cut cut = left.poll(); cut != null; cut = left.poll()) {
      PowerCutDisk disk = cut.disk().moved(folder, own);
      try (H2MailStore store = H2MailStore.open(new Ground(disk, files.over(disk, FOUND + auditor), own), BUSY)) {
        all = all.and(new Audit(customers).of(store, cut.stand()));
      } catch (StoreException damaged) {
        all = all.and(CutFindings.UNOPENED);
      }
    }
    return all;
  }

  private H2MailStore open(Disk disk, String scheme) {
    return H2MailStore.open(new Ground(disk, files.over(disk, scheme), folder), BUSY);
  }

  private Disk lying(Disk disk) {
    return new GatedDisk(disk, (change, path) -> change != Change.FORCE || !unforced.test(path));
  }

  /** All of it is safe already: the disk is as it was found. */
  private static PowerCutDisk copy(PowerCutDisk disk) {
    return disk.cut(Policy.NOTHING_KEPT, new Random(0));
  }
}
