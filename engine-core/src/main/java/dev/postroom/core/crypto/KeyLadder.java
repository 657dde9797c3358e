package dev.postroom.core.crypto;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SealException;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The ladder of secrets: a master key wraps the secrets of the engine and of each tenant, a tenant's secret those of its
 * workspaces, a workspace's those of its mailboxes. Every secret is 32 random octets with a version number, and lives wrapped in
 * the key vault; the keys that do the work are derived from it.
 *
 * <p>
 * How is this designed, and why? The rungs are all alike: opening one means asking the rung above and the vault, and the master
 * keys are merely the rung above a tenant. Changing a rung (creating, rotating, re-wrapping, erasing) happens under a lock of its
 * owner, while the rung above is held still, so that nothing is ever wrapped under a version that was already given up. Using
 * one takes no lock. A change is in the vault before it is forgotten here, so what is loaded afterwards is the new state.
 *
 * <p>
 * Safe for many threads. Calls block on the vault, and on the master key when a tenant's keys are not open.
 */
public final class KeyLadder {
  private final LadderVault vault;
  private final MasterKeys masters;
  private final SecureRandom random;
  private final OpenKeys open;
  private final OwnerLocks locks = new OwnerLocks();

  /** Keeps the open keys of at most so many mailboxes, and a fourth as many of each other rung. */
  public KeyLadder(KeyVault vault, MasterKeys masters, SecureRandom random, int cachedMailboxes) {
    if (cachedMailboxes < 1) {
      throw new InvalidInputException("cached mailboxes: " + cachedMailboxes + " (expected: 1 or more)");
    }
    this.vault = new LadderVault(vault);
    this.masters = masters;
    this.random = random;
    this.open = new OpenKeys(this.vault, masters, random, cachedMailboxes);
  }

  /**
   * The engine's secret, made at the first start.
   *
   * @throws SealException
   *           with the reason {@code MASTER_KEY_WRONG} when it was wrapped by a master key that is not given here
   */
  public EngineSecret engine() {
    Place engine = Place.engine();
    return locks.exclusively(engine.owner(), () -> {
      createIn(engine, masters);
      try {
        return new EngineSecret(vault.open(engine, masters, EngineKeys::derivedFrom));
      } catch (SealException e) {
        throw e.reason() == FailureReason.SEAL_BROKEN
            ? new SealException(FailureReason.MASTER_KEY_WRONG, "the master key does not open this engine's data", e)
            : e;
      }
    });
  }

  /** What keeps places from being opened: that the master key failed when it was last asked. It is asked when a tenant is opened. */
  public Optional<String> problem() {
    return masters.isFailing()
        ? Optional.of("sealing: the master key failed when it was last asked")
        : Optional.empty();
  }

  /** Makes the first secret of a scope, durably, before anything is sealed there. Does nothing when there is one. */
  public void create(Scope scope) {
    change(scope, () -> {
      createIn(Place.of(scope), open.above(scope));
      return scope;
    });
  }

  /**
   * The cipher of a mailbox. To be asked for by each operation rather than kept, and after what it is to open was read: a cipher
   * at hand outlives an erasure, and does not know the version that a rotation added since. Costs a map lookup when it is open.
   *
   * @throws SealException
   *           with the reason {@code SEAL_UNAVAILABLE} when the master key cannot be used now, {@code SEAL_BROKEN} when a secret
   *           on the way was destroyed or altered
   */
  public MailboxCipher mailbox(Scope.OfMailbox mailbox) {
    return open.mailbox(mailbox);
  }

  /** Whether {@link #mailbox} answers without asking anybody for a secret. */
  public boolean isOpen(Scope.OfMailbox mailbox) {
    return open.isOpen(mailbox);
  }

  /**
   * The cipher of what is kept at a place itself, on any rung; see {@link #mailbox}. A tenant's and a workspace's own rows have a
   * secret below that of the place, made when it is first asked for: the place's own secret only wraps, so its former versions can be
   * given up without a row being sealed anew.
   *
   * @throws SealException
   *           as {@link #mailbox} says
   */
  public PlaceCipher cipher(Scope place) {
    if (place instanceof Scope.OfMailbox mailbox) {
      return mailbox(mailbox);
    }
    if (!open.hasRecords(place)) {
      // A master key that is silent is waited for here, by all together: behind the lock each would wait for the one before.
      open.wrapping(place);
      changeRecords(place, records -> createIn(records, open.wrapping(place)));
    }
    return open.records(place);
  }

  /**
   * Adds a new version, under which is wrapped or sealed from now on; the former ones still open.
   *
   * @return its number
   */
  public int rotate(Scope scope) {
    return change(scope, () -> {
      Place place = Place.of(scope);
      int version = Math.addExact(newestOf(vault.existing(place)), 1);
      put(place, version, open.above(scope));
      open.forget(scope);
      return version;
    });
  }

  /**
   * Wraps all versions of a scope's secret under the newest key of the rung above; a tenant's, under the current master key. Does
   * nothing where that was done, or where the secret was destroyed.
   *
   * @return how many were wrapped anew
   */
  public int rewrap(Scope scope) {
    return change(scope, () -> rewrapIn(Place.of(scope), open.above(scope)));
  }

  /**
   * Wraps the secret of a tenant's or workspace's own rows under the newest version of the place's, and adds a version to it, under
   * which is sealed from now on. Does nothing where there is none.
   */
  public void renewRecords(Scope scope) {
    changeRecords(scope, records -> {
      List<WrappedSecret> secrets = vault.secrets(records);
      if (!secrets.isEmpty()) {
        rewrapIn(records, open.wrapping(scope));
        put(records, Math.addExact(newestOf(secrets), 1), open.wrapping(scope));
        open.forget(scope);
      }
    });
  }

  private void changeRecords(Scope scope, Consumer<Place> change) {
    Place records = Place.recordsOf(scope);
    locks.shared(Place.of(scope).owner(), () -> locks.exclusively(records.owner(), () -> {
      change.accept(records);
      return records;
    }));
  }

  /** Wraps the engine's own secret under the current master key. */
  public int rewrapEngine() {
    Place engine = Place.engine();
    return locks.exclusively(engine.owner(), () -> rewrapIn(engine, masters));
  }

  /**
   * Destroys the former versions of a tenant's secret that none of its workspaces needs any more.
   *
   * @param workspaces
   *          all of them; none may be under way to being created meanwhile, for what is not named here is not spared
   * @return whether only the newest version is left
   */
  public boolean retire(Scope.OfTenant tenant, Collection<Scope.OfWorkspace> workspaces) {
    return retireUnneeded(tenant, workspaces);
  }

  /**
   * Destroys the former versions of a workspace's secret that none of its mailboxes needs any more.
   *
   * @param mailboxes
   *          all of them; none may be under way to being created meanwhile, for what is not named here is not spared
   * @return whether only the newest version is left
   */
  public boolean retire(Scope.OfWorkspace workspace, Collection<Scope.OfMailbox> mailboxes) {
    return retireUnneeded(workspace, mailboxes);
  }

  /**
   * Destroys a scope's secret in all versions, durably: nothing sealed there or below opens again, whatever copies of the rungs
   * below are left. Does nothing when there is none.
   */
  public void erase(Scope scope) {
    Place place = Place.of(scope);
    locks.exclusively(place.owner(), () -> {
      try {
        vault.destroy(place);
        if (!(scope instanceof Scope.OfMailbox)) {
          vault.destroy(Place.recordsOf(scope));
        }
      } finally {
        open.forget(scope);
      }
      return scope;
    });
  }

  /** Drops the open keys of a scope and of everything below it; loads that are under way leave none behind. */
  public void forget(Scope scope) {
    open.forget(scope);
  }

  private boolean retireUnneeded(Scope scope, Collection<? extends Scope> below) {
    return change(scope, () -> {
      Place place = Place.of(scope);
      List<WrappedSecret> secrets = vault.existing(place);
      Set<String> needed = new HashSet<>();
      needed.add(Integer.toString(newestOf(secrets)));
      vault.secrets(Place.recordsOf(scope)).forEach(secret -> needed.add(secret.wrappedBy()));
      below.forEach(child -> vault.secrets(Place.of(child)).forEach(secret -> needed.add(secret.wrappedBy())));
      List<Integer> unneeded = secrets.stream()
          .map(WrappedSecret::version)
          .filter(version -> !needed.contains(Integer.toString(version)))
          .toList();
      unneeded.forEach(version -> vault.destroy(place, version));
      open.forget(scope);
      return secrets.size() - unneeded.size() == 1;
    });
  }

  private void createIn(Place place, RungAbove above) {
    if (vault.secrets(place).isEmpty()) {
      put(place, 1, above);
    }
  }

  private void put(Place place, int version, RungAbove above) {
    byte[] secret = new byte[Derivation.KEY_SIZE];
    random.nextBytes(secret);
    try {
      vault.put(List.of(vault.wrap(place, version, secret, above)));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private int rewrapIn(Place place, RungAbove above) {
    List<WrappedSecret> wrapped = vault.secrets(place)
        .stream()
        .filter(secret -> !secret.wrappedBy().equals(above.newest()))
        .map(secret -> vault.rewrap(place, secret, above))
        .toList();
    if (!wrapped.isEmpty()) {
      vault.put(wrapped);
    }
    return wrapped.size();
  }

  private static int newestOf(List<WrappedSecret> secrets) {
    return secrets.stream().mapToInt(WrappedSecret::version).max().orElse(0);
  }

  private <T> T change(Scope scope, Supplier<T> work) {
    Place place = Place.of(scope);
    Supplier<T> change = () -> locks.exclusively(place.owner(), work);
    return parent(scope).map(parent -> locks.shared(Place.of(parent).owner(), change)).orElseGet(change);
  }

  private static Optional<Scope> parent(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> Optional.empty();
      case Scope.OfWorkspace workspace -> Optional.of(workspace.inTenant());
      case Scope.OfMailbox mailbox -> Optional.of(mailbox.inWorkspace());
    };
  }
}
