package dev.postroom.store.h2;

import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Cuts the power of a disk now and then while something long goes on, and keeps each as it would be found, with what must be on it. */
final class BackupCuts implements Runnable {

  /**
   * A backup, whether it was reported or not.
   *
   * @param folder
   *          where it lies
   * @param stand
   *          what of the customers' acts must or may be in it
   * @param isReported
   *          whether it was said to be made
   */
  record Backup(Path folder, Stand stand, boolean isReported) {}

  /**
   * A disk as it is found after a cut.
   *
   * @param disk
   *          the disk
   * @param stand
   *          what of the customers' acts must or may be on it
   * @param backups
   *          the one that was reported last, and the one that was being made
   */
  record Cut(PowerCutDisk disk, Stand stand, List<Backup> backups) {}

  private final PowerCutDisk disk;
  private final Policy policy;
  private final List<Customer> customers;
  private final Random random;
  private final int oneIn;
  private final int wanted;
  private final List<Cut> cuts = new ArrayList<>();
  private Optional<Backup> reported = Optional.empty();
  private Optional<Backup> running = Optional.empty();

  /** Cuts before one of so many changes of the disk, so often. */
  BackupCuts(PowerCutDisk disk, Policy policy, List<Customer> customers, Random random, int oneIn, int wanted) {
    this.disk = disk;
    this.policy = policy;
    this.customers = customers;
    this.random = random;
    this.oneIn = oneIn;
    this.wanted = wanted;
  }

  synchronized void begins(Path folder) {
    running = Optional.of(new Backup(folder, Stand.of(customers), false));
  }

  synchronized void isReported() {
    reported = running.map(made -> new Backup(made.folder(), upToNow(made), true));
    running = Optional.empty();
  }

  private Stand upToNow(Backup made) {
    return new Stand(made.stand().acknowledged(), Stand.of(customers).begun());
  }

  synchronized boolean areEnough() {
    return cuts.size() >= wanted;
  }

  /** The last one waits for a backup that was reported, or there might be none to judge. */
  private boolean areWanted() {
    return cuts.size() < (reported.isPresent() ? wanted : wanted - 1);
  }

  synchronized List<Cut> taken() {
    return List.copyOf(cuts);
  }

  /** Called before each change, in the thread that makes it. */
  @Override
  public synchronized void run() {
    if (running.isPresent() && areWanted() && random.nextInt(oneIn) == 0) {
      AtomicReference<PowerCutDisk> found = new AtomicReference<>(disk);
      Stand stand = Stand.whileTaking(customers, () -> found.set(disk.cut(policy, random)));
      Optional<Backup> unfinished = running.map(made -> new Backup(made.folder(), upToNow(made), false));
      cuts.add(new Cut(found.get(), stand, Stream.of(reported, unfinished).flatMap(Optional::stream).toList()));
    }
  }
}
