package dev.postroom.store.h2;

import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** Cuts the power of a disk now and then while it is worked on, and keeps each as it would be found, with what was acknowledged. */
final class CutDisks implements Runnable {

  /**
   * A disk as it is found after a cut.
   *
   * @param disk
   *          the disk
   * @param stand
   *          what of the customers' acts must or may be on it
   */
  record Cut(PowerCutDisk disk, Stand stand) {}

  private final PowerCutDisk disk;
  private final Policy policy;
  private final List<Customer> customers;
  private final Random random;
  private final List<Cut> cuts = new ArrayList<>();
  private int wanted;
  private int oneIn = 1;

  CutDisks(PowerCutDisk disk, Policy policy, List<Customer> customers, Random random) {
    this.disk = disk;
    this.policy = policy;
    this.customers = customers;
    this.random = random;
  }

  /** From now on cuts before one of so many changes, until there are so many cuts. */
  synchronized void cut(int one, int upTo) {
    oneIn = one;
    wanted = upTo;
  }

  synchronized boolean areEnough() {
    return cuts.size() >= wanted;
  }

  synchronized List<Cut> taken() {
    return List.copyOf(cuts);
  }

  /** Called before each change, in the thread that makes it. */
  @Override
  public synchronized void run() {
    if (!areEnough() && random.nextInt(oneIn) == 0) {
      AtomicReference<PowerCutDisk> found = new AtomicReference<>(disk);
      Stand stand = Stand.whileTaking(customers, () -> found.set(disk.cut(policy, random)));
      cuts.add(new Cut(found.get(), stand));
    }
  }
}
