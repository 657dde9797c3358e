package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.Part;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.Selector;
import dev.postroom.core.event.Changes;
import dev.postroom.core.tenant.Rungs;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.WorkspaceStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keys that domains sign with: made when they are first asked for, sealed under the cipher of their workspace, one row for each
 * claim. A claim that is given back, and a workspace that is erased, takes them along.
 *
 * <p>
 * A keyring is changed outside of the store, since keys are slow to make, and put back only if it is still the one that was changed;
 * otherwise the change is made again, of the one that is there now.
 */
public final class DomainKeys {
  private static final int THE_KEYRING = 0;

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final SecureRandom random;
  private final Clock clock;
  private final OpenDomainKeys open;

  public DomainKeys(MailStore store, KeyLadder ladder, Changes changes, SecureRandom random, Clock clock) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.random = random;
    this.clock = clock;
    this.open = new OpenDomainKeys(changes.undecided());
  }

  /**
   * What mail of a domain is signed with now. Costs a look into a cache when it was asked for before.
   *
   * @return one key of each algorithm; none when the domain is not confirmed for this workspace, or never had any
   * @throws dev.postroom.error.SealException
   *           when the keys cannot be opened
   */
  public List<DkimKey> signing(Scope.OfWorkspace workspace, DomainName name) {
    return open.get(workspace, name, () -> load(workspace, name));
  }

  private List<DkimKey> load(Scope.OfWorkspace workspace, DomainName name) {
    record Found(DomainRow claim, Optional<SealedRow> row) {}
    Optional<Found> found = store.read(transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      return rung.findDomain(name)
          .filter(claim -> claim.confirmedAt().isPresent())
          .map(claim -> new Found(claim, stored(rung, claim)));
    });
    return found.flatMap(one -> one.row().map(row -> opened(workspace, one.claim(), row)))
        .map(keyring -> keyring.signing()
            .stream()
            .map(pair -> new DkimKey(name, pair.selector(), pair.keys()))
            .toList())
        .orElse(List.of());
  }

  /** The keys of these places were changed or may not be used any more, and the change is committed. */
  public void forget(Scope place) {
    open.forget(place);
  }

  /** The keyring of a claim, made now if it has none. */
  Keyring of(Scope.OfWorkspace workspace, DomainRow claim) {
    return change(workspace, claim, keyring -> keyring);
  }

  /** Adds keys that wait to be published, unless some wait already. */
  Keyring rotate(Scope.OfWorkspace workspace, DomainRow claim) {
    return change(workspace, claim, keyring -> keyring.rotated(random));
  }

  /** Has the keys that wait sign from now on. */
  Keyring activate(Scope.OfWorkspace workspace, DomainRow claim) {
    return change(workspace, claim, keyring -> keyring.activated(clock.instant()));
  }

  /** Has these keys sign from now on, if they still wait. */
  Keyring activate(Scope.OfWorkspace workspace, DomainRow claim, List<Selector> published) {
    return change(workspace, claim,
        keyring -> keyring.waitingSelectors().equals(published) ? keyring.activated(clock.instant()) : keyring);
  }

  private Keyring change(Scope.OfWorkspace workspace, DomainRow claim, UnaryOperator<Keyring> change) {
    while (true) {
      Optional<SealedRow> row = store.read(transaction -> stored(claimedIn(transaction, workspace, claim), claim));
      Optional<Keyring> before = row.map(there -> opened(workspace, claim, there));
      Keyring after = change.apply(before.orElseGet(() -> Keyring.first(random))).tidied(clock.instant());
      Optional<EventType> told =
          before.filter(old -> !old.signing().equals(after.signing())).map(other -> EventType.DKIM_ROTATED);
      if (before.filter(after::equals).isPresent()
          || isPut(workspace, claim, row, sealed(workspace, claim, after), told)) {
        return after;
      }
    }
  }

  private boolean isPut(Scope.OfWorkspace workspace, DomainRow claim, Optional<SealedRow> before, SealedRow after,
      Optional<EventType> told) {
    return changes.make(transaction -> {
      WorkspaceStore rung = claimedIn(transaction, workspace, claim);
      if (!stored(rung, claim).equals(before)) {
        return false;
      }
      rung.sealed().put(after);
      told.ifPresent(type -> transaction.events().append(changes.event(type, workspace, claim.id().toString())));
      return true;
    }, done -> forget(workspace), () -> forget(workspace));
  }

  private static WorkspaceStore claimedIn(StoreTransaction transaction, Scope.OfWorkspace workspace, DomainRow claim) {
    WorkspaceStore rung = Rungs.of(transaction, workspace);
    if (rung.findDomain(claim.id()).isEmpty()) {
      throw new NotFoundException();
    }
    return rung;
  }

  private static Optional<SealedRow> stored(WorkspaceStore rung, DomainRow claim) {
    return rung.sealed().list(SealedRow.Kind.DKIM_KEY, claim.id().value()).stream().findFirst();
  }

  private SealedRow sealed(Scope.OfWorkspace workspace, DomainRow claim, Keyring keyring) {
    byte[] plain = KeyringCodec.encode(keyring);
    try {
      return new SealedRow(SealedRow.Kind.DKIM_KEY, claim.id().value(), THE_KEYRING,
          ladder.cipher(workspace).seal(Part.DKIM_KEYS, claim.id(), plain, facts(claim)));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Keyring opened(Scope.OfWorkspace workspace, DomainRow claim, SealedRow row) {
    byte[] plain = ladder.cipher(workspace).open(Part.DKIM_KEYS, claim.id(), row.content(), facts(claim));
    try {
      return KeyringCodec.decode(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** A claim whose row was given another name does not sign for that. */
  private static byte[] facts(DomainRow claim) {
    return claim.name().value().getBytes(StandardCharsets.US_ASCII);
  }
}
