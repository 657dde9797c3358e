package dev.postroom.store.h2;

import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Cuts the power of a disk now and then while it is worked on, and keeps each as it would be found, with what was acknowledged. */
final class CutDisks implements Runnable {

  /**
   * A disk as it is found after a cut.
   *
   * @param disk
   *          the disk
   * @param acknowledged
   *          how many acts of each customer were acknowledged before
   * @param begun
   *          how many acts of each customer were begun at most
   */
  record Cut(PowerCutDisk disk, List<Integer> acknowledged, List<Integer> begun) {}

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
      List<Integer> acknowledged = customers.stream().map(Customer::acknowledged).toList();
      PowerCutDisk found = disk.cut(policy, random);
      cuts.add(new Cut(found, acknowledged, customers.stream().map(Customer::begun).toList()));
    }
  }
}
