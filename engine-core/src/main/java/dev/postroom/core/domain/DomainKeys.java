package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.Part;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.Selector;
import dev.postroom.core.event.Changes;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
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
 * The keys that domains sign with: made when they are first asked for, one row for each claim, sealed under the cipher of its workspace,
 * and one for each domain of the platform, sealed under the engine's own. A claim that is given back, and a workspace that is erased,
 * takes them along.
 *
 * <p>
 * A keyring is changed outside of the store, since keys are slow to make, and put back only if it is still the one that was changed;
 * otherwise the change is made again, of the one that is there now.
 */
public final class DomainKeys {
  private static final int THE_KEYRING = 0;

  private final MailStore store;
  private final KeyLadder ladder;
  private final PlaceCipher ofEngine;
  private final Changes changes;
  private final SecureRandom random;
  private final Clock clock;
  private final OpenDomainKeys open;

  public DomainKeys(MailStore store, KeyLadder ladder, PlaceCipher ofEngine, Changes changes, SecureRandom random,
      Clock clock) {
    this.store = store;
    this.ladder = ladder;
    this.ofEngine = ofEngine;
    this.changes = changes;
    this.random = random;
    this.clock = clock;
    this.open = new OpenDomainKeys(changes.undecided());
  }

  /** A keyring as it is stored, if one was made. */
  private record Found(SigningDomain domain, Optional<SealedRow> row) {}

  /**
   * What mail of a domain is signed with now. Costs a look into a cache when it was asked for before.
   *
   * @return one key of each algorithm; none when the domain is neither confirmed for this workspace nor the platform's, or never had any
   * @throws dev.postroom.error.SealException
   *           when the keys cannot be opened
   */
  public List<DkimKey> signing(Scope.OfWorkspace workspace, DomainName name) {
    List<DkimKey> own = open.get(workspace, name, () -> signing(claimed(workspace, name)));
    return own.isEmpty() ? open.getOfPlatform(name, () -> signing(ofPlatform(name))) : own;
  }

  private Optional<Found> claimed(Scope.OfWorkspace workspace, DomainName name) {
    return store.read(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      return rung.findDomain(name)
          .filter(claim -> claim.confirmedAt().isPresent())
          .map(claim -> found(rung.sealed(), SigningDomain.Claimed.of(workspace, claim)));
    });
  }

  private Optional<Found> ofPlatform(DomainName name) {
    return store.read(transaction -> transaction.routing()
        .platformDomain(name)
        .map(id -> found(transaction.sealed(), new SigningDomain.OfPlatform(id, name))));
  }

  private static Found found(SealedTable table, SigningDomain domain) {
    return new Found(domain, stored(table, domain));
  }

  private List<DkimKey> signing(Optional<Found> found) {
    return found.flatMap(one -> one.row()
        .map(row -> opened(one.domain(), row))
        .map(keyring -> keyring.signing()
            .stream()
            .map(pair -> new DkimKey(one.domain().name(), pair.selector(), pair.keys()))
            .toList()))
        .orElse(List.of());
  }

  /** The keys of these places were changed or may not be used any more, and the change is committed. */
  public void forget(Scope place) {
    open.forget(place);
  }

  /** The keys of some domain of the platform were changed, or there is one more, and the change is committed. */
  public void forgetPlatform() {
    open.forgetPlatform();
  }

  private void forget(SigningDomain domain) {
    switch (domain) {
      case SigningDomain.Claimed claim -> forget(claim.workspace());
      case SigningDomain.OfPlatform platform -> forgetPlatform();
    }
  }

  /** The keyring of a domain, made now if it has none. */
  Keyring of(SigningDomain domain) {
    return change(domain, keyring -> keyring);
  }

  /** Adds keys that wait to be published, unless some wait already. */
  Keyring rotate(SigningDomain domain) {
    return change(domain, keyring -> keyring.rotated(random));
  }

  /** Has the keys that wait sign from now on. */
  Keyring activate(SigningDomain domain) {
    return change(domain, keyring -> keyring.activated(clock.instant()));
  }

  /** Has these keys sign from now on, if they still wait. */
  Keyring activate(SigningDomain domain, List<Selector> published) {
    return change(domain,
        keyring -> keyring.waitingSelectors().equals(published) ? keyring.activated(clock.instant()) : keyring);
  }

  private Keyring change(SigningDomain domain, UnaryOperator<Keyring> change) {
    while (true) {
      Optional<SealedRow> row = read(domain, transaction -> stored(table(transaction, domain), domain));
      Optional<Keyring> before = row.map(there -> opened(domain, there));
      Keyring after = change.apply(before.orElseGet(() -> Keyring.first(random))).tidied(clock.instant());
      boolean isRotated = before.filter(old -> !old.signing().equals(after.signing())).isPresent();
      if (before.filter(after::equals).isPresent() || isPut(domain, row, sealed(domain, after), isRotated)) {
        return after;
      }
    }
  }

  private <T> T read(SigningDomain domain, MailStore.Work<T> work) {
    return switch (domain) {
      case SigningDomain.Claimed claim -> store.read(claim.workspace(), work);
      case SigningDomain.OfPlatform platform -> store.read(work);
    };
  }

  private boolean isPut(SigningDomain domain, Optional<SealedRow> before, SealedRow after, boolean isRotated) {
    MailStore.Work<Boolean> put = transaction -> {
      SealedTable table = table(transaction, domain);
      if (!stored(table, domain).equals(before)) {
        return false;
      }
      table.put(after);
      if (isRotated && domain instanceof SigningDomain.Claimed claim) {
        transaction.events()
            .append(changes.event(EventType.DKIM_ROTATED, claim.workspace(), claim.id().toString()));
      }
      return true;
    };
    return switch (domain) {
      case SigningDomain.Claimed claim ->
          changes.make(claim.workspace(), put, done -> forget(domain), () -> forget(domain));
      case SigningDomain.OfPlatform platform -> changes.make(put, done -> forget(domain), () -> forget(domain));
    };
  }

  /** Where the keyring of a domain is kept. A claim may have been given back; a domain of the platform stays. */
  private static SealedTable table(StoreTransaction transaction, SigningDomain domain) {
    return switch (domain) {
      case SigningDomain.Claimed claim -> {
        WorkspaceStore rung = Rungs.of(transaction, claim.workspace());
        yield rung.findDomain(claim.id()).map(there -> rung.sealed()).orElseThrow(NotFoundException::new);
      }
      case SigningDomain.OfPlatform platform -> transaction.sealed();
    };
  }

  private static Optional<SealedRow> stored(SealedTable table, SigningDomain domain) {
    return table.list(SealedRow.Kind.DKIM_KEY, domain.id().value()).stream().findFirst();
  }

  private PlaceCipher cipher(SigningDomain domain) {
    return switch (domain) {
      case SigningDomain.Claimed claim -> ladder.cipher(claim.workspace());
      case SigningDomain.OfPlatform platform -> ofEngine;
    };
  }

  private SealedRow sealed(SigningDomain domain, Keyring keyring) {
    byte[] plain = KeyringCodec.encode(keyring);
    try {
      return new SealedRow(SealedRow.Kind.DKIM_KEY, domain.id().value(), THE_KEYRING,
          cipher(domain).seal(Part.DKIM_KEYS, domain.id(), plain, facts(domain)));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private Keyring opened(SigningDomain domain, SealedRow row) {
    byte[] plain = cipher(domain).open(Part.DKIM_KEYS, domain.id(), row.content(), facts(domain));
    try {
      return KeyringCodec.decode(plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** A domain whose row was given another name does not sign for that. */
  private static byte[] facts(SigningDomain domain) {
    return domain.name().value().getBytes(StandardCharsets.US_ASCII);
  }
}
