package dev.postroom.store.h2;

import dev.postroom.error.PostroomException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets one change of the disk under a whole store fail, or all from that one on, while customers use it in turn, each until he is
 * refused; then the disk is well again, and the same process opens the folder. No call may take ten seconds.
 */
final class StoreUnderFaults {

  /**
   * What came of a failure.
   *
   * @param happened
   *          whether there were so many changes at all
   * @param opened
   *          what was found when the folder was opened again
   * @param afterCut
   *          what was found when the power had been cut as well, before the disk was well again
   */
  record Outcome(boolean happened, CutFindings opened, CutFindings afterCut) {}

  private static final String LIVE = "faults-live";
  private static final String FOUND = "faults-found";
  private static final int CUSTOMERS = 3;
  private static final int ACTS = 25;
  private static final int LARGE_THINGS = 20;
  private static final int LARGE = 50_000;
  private static final StoreOptions OFTEN_FORCED = StoreUnderCuts.BUSY.withRedoLog(2_000);
  private static final int LONGEST_SECONDS = 10;

  private final Path folder;
  private final PowerCutDisk empty = new PowerCutDisk();

  /** The folder is a real one, for the lock alone. */
  StoreUnderFaults(Path folder) {
    this.folder = folder;
    open(empty, LIVE).close();
  }

  Outcome run(FailingGate gate) throws Exception {
    PowerCutDisk disk = copy(empty);
    List<Customer> customers = Stream.iterate(1L, number -> number + 1)
        .limit(CUSTOMERS)
        .map(number -> new Customer("customer-" + number, number))
        .toList();
    Disk failing = new GatedDisk(disk, gate);
    Optional<H2MailStore> opened = inTime(() -> open(failing, LIVE));
    if (opened.isPresent()) {
      use(opened.get(), customers);
      comeAndGo(opened.get());
      inTime(() -> {
        opened.get().close();
        return true;
      });
    }
    PowerCutDisk cut = copy(disk);
    boolean happened = gate.heal();
    Stand stand = Stand.of(customers);
    return new Outcome(happened, audit(failing, LIVE, customers, stand), audit(cut, FOUND, customers, stand));
  }

  /** In turn, so that some act after another was refused. */
  private static void use(H2MailStore store, List<Customer> all) throws Exception {
    List<Customer> customers = new ArrayList<>(all);
    for (int acts = 0; acts < ACTS; acts++) {
      Set<Customer> refused = new HashSet<>();
      for (Customer customer : customers) {
        Optional<Boolean> done = inTime(() -> {
          customer.act(store);
          return true;
        });
        if (done.isEmpty()) {
          refused.add(customer);
        }
      }
      customers.removeAll(refused);
    }
  }

  /** Things that are large, and then not there any more, so that the file becomes shorter again. */
  private static void comeAndGo(H2MailStore store) throws Exception {
    UUID owner = new UUID(0, 1);
    for (int number = 0; number < LARGE_THINGS; number++) {
      SealedRow large = new SealedRow(SealedRow.Kind.DKIM_KEY, owner, number, SealedBytes.copyOf(new byte[LARGE]));
      change(store, things -> things.put(large));
    }
    change(store, things -> things.deleteAll(owner));
    change(store,
        things -> things.put(new SealedRow(SealedRow.Kind.DKIM_KEY, owner, 0, SealedBytes.copyOf(new byte[1]))));
  }

  private static void change(H2MailStore store, Consumer<SealedTable> change) throws Exception {
    inTime(() -> store.write(transaction -> {
      change.accept(transaction.sealed());
      return true;
    }));
  }

  /** A call of the store. */
  private interface Call<T> {
    T run() throws Exception;
  }

  /** Nothing when it is refused. */
  private static <T> Optional<T> inTime(Call<T> call)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
    Thread.ofPlatform().daemon(true).start(() -> {
      try {
        answer.complete(Optional.of(call.run()));
      } catch (PostroomException refused) {
        answer.complete(Optional.empty());
      } catch (Throwable unexpected) {
        answer.completeExceptionally(unexpected);
      }
    });
    return answer.get(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  private CutFindings audit(Disk disk, String scheme, List<Customer> customers, Stand stand) {
    try (H2MailStore store = open(disk, scheme)) {
      return new Audit(customers).of(store, stand);
    } catch (PostroomException damaged) {
      return CutFindings.UNOPENED;
    }
  }

  private H2MailStore open(Disk disk, String scheme) {
    return H2MailStore.open(new Ground(disk, DatabaseFiles.TIGHT.over(disk, scheme), folder), OFTEN_FORCED);
  }

  private static PowerCutDisk copy(PowerCutDisk disk) {
    return disk.cut(Policy.NOTHING_KEPT, new Random(0));
  }
}
