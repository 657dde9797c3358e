package dev.postroom.core.policy;

import dev.postroom.TinkMasterKey;
import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyFileText;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.policy.ReputationRule;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import dev.postroom.testkit.store.MailRoom;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tenant with two workspaces, the rooms that policy needs, and the policies: over the store in memory. */
public final class PolicyHouse {
  public static final ReputationRule RULE = new ReputationRule(3, 20, 0.1, 0.05);
  private static final SecureRandom RANDOM = new SecureRandom();

  public final SettableClock clock;
  public final MailStore store;
  public final MailRoom room;
  public final KeyLadder ladder;
  public final Changes changes;
  public final Policies policies;
  public final Scope.OfTenant tenant;
  public final Scope.OfWorkspace workspace;
  public final Scope.OfMailbox mailbox;
  public final Scope.OfMailbox neighbour;
  public final Scope.OfMailbox stranger;

  public PolicyHouse() {
    this(InMemoryMailStore.open());
  }

  public PolicyHouse(MailStore store) {
    this.clock = SettableClock.standing();
    this.store = store;
    this.room = new MailRoom(store, IdSequence.of(clock, 1), clock);
    this.ladder = new KeyLadder(store.vault(),
        MasterKeys.of(TinkMasterKey.of("test", KeyFileText.aead(new byte[32])), List.of()), RANDOM, 1000);
    this.changes = new Changes(store, new IdSource(clock, RANDOM), clock, new EventSignal());
    this.policies = policies();
    this.tenant = room.tenant("product");
    this.workspace = room.workspace(tenant, "acme");
    this.mailbox = room.mailbox(workspace, "support");
    this.neighbour = room.mailbox(workspace, "sales");
    Scope.OfWorkspace other = room.workspace(tenant, "other");
    this.stranger = room.mailbox(other, "info");
    List.of(tenant, workspace, mailbox, neighbour, other, stranger).forEach(ladder::create);
  }

  /** Fresh policies over the same store, as after a restart. */
  public Policies policies() {
    IdSource ids = new IdSource(clock, RANDOM);
    return new Policies(store, ladder, changes, new Cursors(ladder.engine()), ids, RANDOM, clock, Runnable::run, RULE);
  }

  public Places places() {
    return Places.of(mailbox);
  }

  public List<Event> events(EventType... types) {
    return store.read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(types), 10_000))
        .stream()
        .map(StoredEvent::event)
        .toList();
  }
}
