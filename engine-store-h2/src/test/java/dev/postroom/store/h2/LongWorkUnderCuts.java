package dev.postroom.store.h2;

import dev.postroom.error.PostroomException;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.GatedDisk.Change;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Cuts the power in the middle of backups, or of compactions, that are made one after the other while customers use the store; and looks
 * after each cut at the store, and at what can be restored of the backup that was reported last and of the one that was being made.
 */
final class LongWorkUnderCuts {

  /** What goes on when the power fails. */
  enum Work {
    BACKUP, COMPACTION
  }

  /**
   * What came of it.
   *
   * @param stores
   *          of all stores that were found
   * @param backups
   *          of all backups that were found
   * @param reported
   *          how many backups had been reported before the power was cut
   * @param refused
   *          how many of those that were being made were refused
   */
  record Outcome(CutFindings stores, CutFindings backups, int reported, int refused) {
    static final Outcome NONE = new Outcome(CutFindings.NONE, CutFindings.NONE, 0, 0);

    Outcome and(Outcome more) {
      return new Outcome(stores.and(more.stores), backups.and(more.backups), reported + more.reported,
          refused + more.refused);
    }

    long faults() {
      return stores.faults() + backups.faults();
    }
  }

  private static final String LIVE = "long-work-live";
  private static final String FOUND = "long-work-found";
  private static final int CUSTOMERS = 3;
  private static final int ACTS_BEFORE = 40;
  private static final int MOST_ACTS = 2_000;
  private static final int CUTS_OF_A_LIFE = 6;
  private static final int ONE_IN = 60;

  private final Path home;
  private final Work work;
  private final Policy policy;
  private final Predicate<Path> unforced;
  private final Random random;

  private LongWorkUnderCuts(Path home, Work work, Policy policy, Predicate<Path> unforced, long seed) {
    this.home = home;
    this.work = work;
    this.policy = policy;
    this.unforced = unforced;
    this.random = new Random(seed);
  }

  /** On a disk that does what it is told; the folder is a real one, for the locks alone. */
  static LongWorkUnderCuts on(Path home, Work work, Policy policy, long seed) {
    return new LongWorkUnderCuts(home, work, policy, path -> false, seed);
  }

  /** The same, but for files and folders of which no force is carried out. */
  LongWorkUnderCuts withoutForcing(Predicate<Path> which) {
    return new LongWorkUnderCuts(home, work, policy, which, random.nextLong());
  }

  /** Cuts so often, unless something is found before. */
  Outcome run(int count) throws Exception {
    PowerCutDisk empty = new PowerCutDisk();
    open(empty, LIVE, "mail").close();
    Outcome all = Outcome.NONE;
    while (all.stores().cuts() < count && all.faults() == 0) {
      PowerCutDisk disk = empty.cut(Policy.NOTHING_KEPT, new Random(0));
      List<Customer> customers = IntStream.range(0, CUSTOMERS)
          .mapToObj(number -> new Customer("customer-" + number, random.nextLong()))
          .toList();
      BackupCuts cuts = new BackupCuts(disk, policy, customers, random, ONE_IN,
          Math.min(CUTS_OF_A_LIFE, count - all.stores().cuts()));
      live(disk, customers, cuts);
      for (BackupCuts.Cut cut : cuts.taken()) {
        all = all.and(audit(cut, customers));
      }
    }
    return all;
  }

  private void live(PowerCutDisk disk, List<Customer> customers, BackupCuts cuts) throws Exception {
    Disk gated = new GatedDisk(disk, (change, path) -> change != Change.FORCE || !unforced.test(path));
    try (H2MailStore store = open(gated, LIVE, "mail");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Customer customer : customers) {
        act(customer, store, ACTS_BEFORE, cuts);
      }
      disk.beforeChange(cuts);
      List<Future<?>> all = new ArrayList<>();
      for (Customer customer : customers) {
        all.add(threads.submit(() -> act(customer, store, MOST_ACTS, cuts)));
      }
      for (int number = 0; !cuts.areEnough(); number++) {
        doWork(store, number, cuts);
      }
      for (Future<?> each : all) {
        each.get();
      }
      disk.beforeChange(() -> {
      });
    }
  }

  private static Customer act(Customer customer, H2MailStore store, int most, BackupCuts cuts) throws IOException {
    for (int acts = 0; acts < most && !cuts.areEnough(); acts++) {
      customer.act(store);
    }
    return customer;
  }

  private void doWork(H2MailStore store, int number, BackupCuts cuts) {
    Path target = home.resolve("backup-" + number);
    cuts.begins(target);
    switch (work) {
      case BACKUP -> store.backup(target);
      case COMPACTION -> store.compact();
    }
    cuts.isReported();
  }

  private Outcome audit(BackupCuts.Cut cut, List<Customer> customers) throws IOException {
    Audit audit = new Audit(customers);
    Outcome all = new Outcome(look(cut.disk(), "mail", store -> audit.of(store, cut.stand())), CutFindings.NONE, 0, 0);
    if (work == Work.BACKUP) {
      for (BackupCuts.Backup backup : cut.backups()) {
        all = all.and(restore(cut.disk(), backup, audit));
      }
    }
    return all;
  }

  private Outcome restore(PowerCutDisk disk, BackupCuts.Backup backup, Audit audit) throws IOException {
    String folder = backup.isReported() ? "restored" : "restored-unreported";
    int reported = backup.isReported() ? 1 : 0;
    try {
      new Restoration(ground(disk, FOUND, folder)).from(backup.folder(), Tombstones.none());
    } catch (PostroomException refused) {
      return new Outcome(CutFindings.NONE, backup.isReported() ? CutFindings.UNOPENED : CutFindings.NONE, reported, 1);
    }
    return new Outcome(CutFindings.NONE, look(disk, folder, store -> audit.ofCopy(store, backup.stand())), reported, 0);
  }

  private interface Look {
    CutFindings at(H2MailStore store);
  }

  private CutFindings look(PowerCutDisk disk, String folder, Look look) throws IOException {
    try (H2MailStore store = open(disk, FOUND, folder)) {
      return look.at(store);
    } catch (StoreException damaged) {
      return CutFindings.UNOPENED;
    }
  }

  private H2MailStore open(Disk disk, String scheme, String folder) throws IOException {
    return H2MailStore.open(ground(disk, scheme, folder), StoreUnderCuts.BUSY);
  }

  private Ground ground(Disk disk, String scheme, String folder) throws IOException {
    return new Ground(disk, DatabaseFiles.USUAL.over(disk, scheme), Files.createDirectories(home.resolve(folder)));
  }
}
