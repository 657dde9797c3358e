package dev.postroom.testkit.store;

import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that the port of a store promises, as tests. Whoever writes a store extends this class once, says how their store is
 * opened, and is done when all of it is green:
 *
 * <pre>
 * class FileMailStoreTest extends MailStoreContract {
 *   {@literal @}TempDir
 *   Path folder;
 *
 *   {@literal @}Override
 *   protected MailStore open() {
 *     return FileMailStore.open(folder);
 *   }
 * }
 * </pre>
 *
 * <p>
 * Each test gets an instance of its own and closes what it opened. Times are given to the millisecond, since no more is stored.
 * Where the port leaves a case open (an insert at a place that does not exist), a store may throw whatever it likes, and only
 * that nothing was changed is tested.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class MailStoreContract
    implements TenantContract, WorkspaceContract, MailboxContract, StandingContract, DomainContract, AddressContract,
    RoutingContract,
    KeyTableContract, MessageContract, MessageListContract, DeliveryContract, DeliveryQueueContract, OutboxContract,
    SendContract, PolicyContract, LimitContract, SealedContract, TotalsContract, PauseContract, PurgeContract,
    ForgettingContract,
    IsolationContract, BystanderContract, EventLogContract,
    TransactionContract, ConcurrencyContract, ContentContract, VaultContract, RestartContract, CloseContract {
  private static final long SEED = 20_261_102;

  private final SettableClock clock = SettableClock.standing();
  private final IdSequence ids = IdSequence.of(clock, SEED);
  private MailStore open;

  /** For subclasses. */
  protected MailStoreContract() {}

  /**
   * Opens the store of this test: empty at the first call, and at a later one with all that was committed before.
   *
   * @return the store, open
   */
  protected abstract MailStore open();

  /**
   * {@inheritDoc} A store with files says so here, so that what is destroyed can be looked for in them.
   */
  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  @BeforeEach
  final void openStore() {
    open = open();
  }

  @AfterEach
  final void closeStore() {
    open.close();
  }

  @Override
  public final MailStore store() {
    return open;
  }

  @Override
  public final MailStore restart() {
    open.close();
    open = open();
    return open;
  }

  @Override
  public final MailRoom room() {
    return new MailRoom(open, ids, clock);
  }
}
