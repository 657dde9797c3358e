package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.InterruptibleDisk;
import dev.postroom.store.h2.file.RealDisk;
import dev.postroom.testkit.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads of a host are interrupted in the middle of whatever they ask of the store, and it does not matter. */
class InterruptedHostTest {
  private static final int INTERRUPTS = Effort.of(1_000, 20_000);
  private static final int CUSTOMERS = 4;
  private static final long BETWEEN_NANOS = 200_000;

  @TempDir
  Path folder;
  private final List<Customer> customers =
      LongStream.range(0, CUSTOMERS).mapToObj(seed -> new Customer("customer-" + seed, seed)).toList();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @Test
  void interrupts_of_host_threads_close_nothing_and_lose_nothing() throws Exception {
    try (H2MailStore store = open(new RealDisk())) {
      useWhileInterrupted(store);

      assertThat(failures).isEmpty();
      assertThat(store.health()).isEqualTo(new StoreHealth.Working());
      assertThat(customers).allSatisfy(customer -> assertThat(customer.acknowledged()).isPositive());
      assertThat(new Audit(customers).of(store, Stand.of(customers)).faults()).isZero();
    }
    try (H2MailStore store = open(new RealDisk())) {
      assertThat(new Audit(customers).of(store, Stand.of(customers)).faults()).isZero();
    }
  }

  @Test
  void over_the_usual_channels_the_same_interrupts_end_the_store() throws Exception {
    try (H2MailStore store = open(new InterruptibleDisk())) {
      useWhileInterrupted(store);
    }

    assertThat(failures).isNotEmpty().allSatisfy(failure -> assertThat(failure).isInstanceOf(StoreException.class));
  }

  private void useWhileInterrupted(H2MailStore store) throws InterruptedException {
    CountDownLatch storm = new CountDownLatch(INTERRUPTS);
    List<Thread> threads = customers.stream()
        .map(customer -> Thread.ofPlatform().start(() -> use(store, customer, storm)))
        .toList();
    for (int i = 0; i < INTERRUPTS && failures.isEmpty(); i++) {
      threads.get(i % CUSTOMERS).interrupt();
      storm.countDown();
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void use(H2MailStore store, Customer customer, CountDownLatch storm) {
    try {
      do {
        customer.act(store);
      } while (storm.getCount() > 0 && failures.isEmpty());
    } catch (IOException | RuntimeException failed) {
      failures.add(failed);
    }
  }

  private H2MailStore open(Disk disk) {
    return H2MailStore.open(new Ground(disk, DatabaseFiles.USUAL.over(disk, "interrupted"), folder),
        StoreUnderCuts.BUSY);
  }
}
