package dev.postroom.store.h2;

import dev.postroom.error.PostroomException;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.store.h2.CutDisks.Cut;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.GatedDisk.Change;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets one change of the disk under a whole store fail, or all from that one on, and looks what becomes of what was acknowledged. */
final class StoreUnderFaults {

  /** How long a disk fails. */
  enum Lasting {
    ONCE, FROM_THEN_ON
  }

  /**
   * What came of one failure.
   *
   * @param happened
   *          whether there were that many changes at all
   * @param afterwards
   *          how many acts were acknowledged after the failure
   * @param asFound
   *          what was found when the same process opened the folder again
   * @param afterCut
   *          what was found after the power had failed together with the disk
   */
  record Outcome(boolean happened, int afterwards, CutFindings asFound, CutFindings afterCut) {}

  private static final String LIVE = "faults-live";
  private static final String FOUND = "faults-found";
  private static final int ACTS = 60;
  private static final int LONGEST_CALL_SECONDS = 10;

  private final Path folder;
  private final PowerCutDisk empty = new PowerCutDisk();

  StoreUnderFaults(Path folder) {
    this.folder = folder;
    open(empty, LIVE).close();
  }

  /** A disk of which the change of this number, counted from the opening of the store, fails. */
  private static final class Failing implements GatedDisk.Gate {
    private final Change kind;
    private final Lasting lasting;
    private int until;
    private boolean healed;

    Failing(Change kind, int number, Lasting lasting) {
      this.kind = kind;
      this.lasting = lasting;
      this.until = number;
    }

    @Override
    public synchronized boolean pass(Change change, Path path) throws IOException {
      boolean counts = change == kind && !healed;
      until -= counts ? 1 : 0;
      if (counts && (lasting == Lasting.ONCE ? until == -1 : until < 0)) {
        throw new IOException("injected: no " + change);
      }
      return true;
    }

    synchronized boolean hasFailed() {
      return until < 0;
    }

    synchronized void heal() {
      healed = true;
    }
  }

  Outcome fail(Change kind, int number, Lasting lasting) throws Exception {
    PowerCutDisk disk = empty.cut(Policy.NOTHING_KEPT, new Random(0));
    Failing failing = new Failing(kind, number, lasting);
    Customer customer = new Customer("customer", 7);
    int afterwards = use(new GatedDisk(disk, failing), failing, customer);
    Cut cut = new Cut(disk.cut(Policy.NOTHING_KEPT, new Random(0)), List.of(customer.acknowledged()),
        List.of(customer.begun()));
    failing.heal();
    return new Outcome(failing.hasFailed(), afterwards, audit(disk, LIVE, customer, cut),
        audit(cut.disk(), FOUND, customer, cut));
  }

  /** Answers how many acts were acknowledged after the failure. */
  private int use(Disk disk, Failing failing, Customer customer) throws Exception {
    int afterwards = 0;
    Optional<H2MailStore> opened = inTime(() -> Optional.of(open(disk, LIVE)), Optional.empty());
    if (opened.isEmpty()) {
      return 0;
    }
    H2MailStore store = opened.get();
    boolean goesOn = true;
    for (int acts = 0; acts < ACTS && goesOn; acts++) {
      boolean failedBefore = failing.hasFailed();
      goesOn = inTime(() -> {
        customer.act(store);
        return true;
      }, false);
      afterwards += goesOn && failedBefore && store.health() instanceof StoreHealth.Failed ? 1 : 0;
    }
    inTime(() -> {
      store.close();
      return true;
    }, false);
    return afterwards;
  }

  /** A call of the store. */
  private interface Call<T> {
    T run() throws Exception;
  }

  private static <T> T inTime(Call<T> call, T ifRefused) throws Exception {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform().daemon(true).start(() -> {
      try {
        answer.complete(call.run());
      } catch (PostroomException refused) {
        answer.complete(ifRefused);
      } catch (Throwable unexpected) {
        answer.completeExceptionally(unexpected);
      }
    });
    return answer.get(LONGEST_CALL_SECONDS, TimeUnit.SECONDS);
  }

  private CutFindings audit(PowerCutDisk disk, String scheme, Customer customer, Cut cut) {
    try (H2MailStore store = open(disk, scheme)) {
      return new Audit(List.of(customer)).of(store, cut);
    } catch (PostroomException damaged) {
      return CutFindings.UNOPENED;
    }
  }

  private H2MailStore open(Disk disk, String scheme) {
    return H2MailStore.open(new Ground(disk, DatabaseFiles.TIGHT.over(disk, scheme), folder), StoreUnderCuts.BUSY);
  }
}
