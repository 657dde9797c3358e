package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.spi.store.MailStore;
import dev.postroom.store.h2.ScopeFault.Site;
import dev.postroom.store.h2.segment.SegmentStore;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.AddressContract;
import dev.postroom.testkit.store.BystanderContract;
import dev.postroom.testkit.store.DeliveryQueueContract;
import dev.postroom.testkit.store.DomainContract;
import dev.postroom.testkit.store.IsolationContract;
import dev.postroom.testkit.store.MailRoom;
import dev.postroom.testkit.store.OutboxContract;
import dev.postroom.testkit.store.PurgeContract;
import dev.postroom.testkit.store.SendContract;
import dev.postroom.testkit.store.TotalsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A store of which some statements may go where they like, tried by contracts. */
final class ScopeTrial
    implements BystanderContract, IsolationContract, AddressContract, DeliveryQueueContract, DomainContract,
    OutboxContract, PurgeContract, SendContract, TotalsContract {
  private static final long SEED = 20_261_126;
  /** Of the contents in a mailbox, one is large. */
  private static final StoreOptions OPTIONS =
      StoreOptions.USUAL.withSegments(new SegmentStore.Limits(50, 1 << 20));
  /** Those that notice most come first. What one place owes to others, as a free address, is in the later ones. */
  private static final List<Class<?>> CONTRACTS = List.of(BystanderContract.class, IsolationContract.class,
      AddressContract.class, DomainContract.class, TotalsContract.class, OutboxContract.class,
      DeliveryQueueContract.class, SendContract.class, PurgeContract.class);

  private final StoreFiles empty;
  private final Path folder;
  private final ScopeFault fault;
  private final SettableClock clock = SettableClock.standing();
  private final IdSequence ids = IdSequence.of(clock, SEED);
  private @Nullable Path opened;
  private @Nullable MailStore store;

  /** In a folder of its own, which begins as a copy of an empty store that was made before. */
  ScopeTrial(StoreFiles empty, Path folder, ScopeFault fault) {
    this.empty = empty;
    this.folder = folder;
    this.fault = fault;
  }

  /** What the contracts say, one after the other, until one of them complains. */
  Optional<Throwable> complaint() {
    return CONTRACTS.stream()
        .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()).sorted(Comparator.comparing(Method::getName)))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .flatMap(test -> complaint(test).stream())
        .findFirst();
  }

  private Optional<Throwable> complaint(Method test) {
    opened = copied();
    store = open();
    try {
      test.invoke(this);
      return Optional.empty();
    } catch (InvocationTargetException complaint) {
      return Optional.ofNullable(complaint.getCause()).map(ScopeTrial::sound);
    } catch (IllegalAccessException impossible) {
      throw new LinkageError(test.toString(), impossible);
    } finally {
      store().close();
    }
  }

  /** What is said of a store that works; one that breaks as a whole would be noticed by anything. */
  static Throwable sound(Throwable complaint) {
    boolean isBroken = complaint instanceof LinkageError
        || complaint instanceof PostroomException failure && failure.reason() == FailureReason.STORE_UNAVAILABLE;
    if (isBroken) {
      throw new IllegalStateException("the store is broken as a whole", complaint);
    }
    return complaint;
  }

  private Path copied() {
    try {
      return empty.copyInto(Files.createTempDirectory(folder, "trial"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static Optional<Throwable> of(StoreFiles empty, Path folder, Site letGo) {
    return new ScopeTrial(empty, folder, ScopeFault.at(letGo)).complaint();
  }

  @Override
  public MailStore store() {
    if (store == null) {
      throw new IllegalStateException("store: not open");
    }
    return store;
  }

  private MailStore open() {
    return H2MailStore.open(Ground.at(Objects.requireNonNull(opened)), OPTIONS.withConfining(fault));
  }

  @Override
  public MailStore restart() {
    store().close();
    store = open();
    return store;
  }

  @Override
  public MailRoom room() {
    return new MailRoom(store(), ids, clock);
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }
}
