package dev.postroom.core.outbound.egress;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.Rungs;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.Part;
import dev.postroom.core.event.Changes;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.TypedId;
import dev.postroom.outbound.Egress;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.Duration;
import java.util.Optional;

/**
 * The ways by which mail leaves. A domain's own comes before its workspace's, and that before the engine's. A change drops all that is
 * cached: it is rare. Credentials do not lie open for longer than is worth a read.
 */
public final class Egresses {
  private static final int NUMBER = 0;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final byte[] NOTHING_BESIDE = new byte[0];

  private record Sender(Scope.OfWorkspace workspace, DomainName domain) {}

  private record Kept(TypedId owner, SealedBytes content) {}

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final LiveCache<Sender, Optional<Egress>> own;

  public Egresses(MailStore store, KeyLadder ladder, Changes changes) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.own = new LiveCache<>(CacheShare.EGRESSES.entries(), LONGEST, changes.undecided(), this::load);
  }

  /** The way of mail from a domain of a workspace, when it has one of its own. */
  public Optional<Egress> of(Scope.OfWorkspace workspace, DomainName domain) {
    return own.get(new Sender(workspace, domain));
  }

  private Optional<Egress> load(Sender sender) {
    Optional<Kept> kept = store.read(sender.workspace(), transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, sender.workspace());
      return rung.findDomain(sender.domain())
          .map(DomainRow::id)
          .flatMap(domain -> kept(rung, domain))
          .or(() -> kept(rung, sender.workspace().workspace()));
    });
    return kept.map(sealed -> EgressCodec.decode(ladder.cipher(sender.workspace())
        .open(Part.EGRESS, sealed.owner(), sealed.content(), NOTHING_BESIDE)));
  }

  private static Optional<Kept> kept(WorkspaceStore rung, TypedId owner) {
    return rung.sealed()
        .list(SealedRow.Kind.EGRESS, owner.value())
        .stream()
        .findFirst()
        .map(row -> new Kept(owner, row.content()));
  }

  public void set(Scope.OfWorkspace workspace, Egress egress) {
    put(workspace, workspace.workspace(), egress);
  }

  public void remove(Scope.OfWorkspace workspace) {
    delete(workspace, workspace.workspace());
  }

  /** Sets the way of one of the workspace's domains. */
  public void set(Scope.OfWorkspace workspace, DomainId domain, Egress egress) {
    put(workspace, domain, egress);
  }

  public void remove(Scope.OfWorkspace workspace, DomainId domain) {
    delete(workspace, domain);
  }

  private void put(Scope.OfWorkspace workspace, TypedId owner, Egress egress) {
    SealedBytes sealed =
        ladder.cipher(workspace).seal(Part.EGRESS, owner, EgressCodec.encode(egress), NOTHING_BESIDE);
    change(workspace, owner,
        rung -> rung.sealed().put(new SealedRow(SealedRow.Kind.EGRESS, owner.value(), NUMBER, sealed)));
  }

  private void delete(Scope.OfWorkspace workspace, TypedId owner) {
    change(workspace, owner, rung -> rung.sealed().delete(SealedRow.Kind.EGRESS, owner.value(), NUMBER));
  }

  /** Changes what one workspace keeps. */
  @FunctionalInterface
  private interface Change {
    void on(WorkspaceStore rung);
  }

  private void change(Scope.OfWorkspace workspace, TypedId owner, Change change) {
    changes.make(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      if (owner instanceof DomainId domain && rung.findDomain(domain).isEmpty()) {
        throw new NotFoundException();
      }
      change.on(rung);
      transaction.events().append(changes.event(EventType.EGRESS_CHANGED, workspace, owner.toString()));
      return workspace;
    }, changed -> forget(), this::forget);
  }

  /** A domain was released, a workspace erased, or an egress changed, and the change is committed. */
  public void forget() {
    own.dropAll();
  }
}
