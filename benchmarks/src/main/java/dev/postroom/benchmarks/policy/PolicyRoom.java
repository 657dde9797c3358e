package dev.postroom.benchmarks.policy;

import dev.postroom.TinkMasterKey;
import dev.postroom.access.Scope;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.KeyFileText;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import dev.postroom.core.outbound.send.RecipientRules;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.id.KeyId;
import dev.postroom.policy.ReputationRule;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import dev.postroom.testkit.store.MailRoom;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** A store in memory with one mailbox, its key, and all that says what may pass there. */
final class PolicyRoom {
  private final SecureRandom random = new SecureRandom();
  private final MailStore store = InMemoryMailStore.open();
  private final Changes changes;
  private final Policies policies;
  private final RecipientRules rules;
  private final Places places;
  private final KeyId key;

  PolicyRoom() {
    SettableClock then = SettableClock.standing();
    MailRoom room = new MailRoom(store, IdSequence.of(then, 1), then);
    Scope.OfTenant tenant = room.tenant("bench");
    this.places = Places.of(room.mailbox(room.workspace(tenant, "bench"), "bench"));
    this.key = room.key(places.mailbox()).id();
    KeyLadder ladder = new KeyLadder(store.vault(),
        MasterKeys.of(TinkMasterKey.of("bench", KeyFileText.aead(new byte[32])), List.of()), random, 100);
    List.of(tenant, places.workspace(), places.mailbox()).forEach(ladder::create);
    Clock clock = Clock.systemUTC();
    IdSource ids = new IdSource(clock, random);
    this.changes = new Changes(store, ids, clock, new EventSignal());
    this.policies = new Policies(store, ladder, changes, new Cursors(ladder.engine()), ids, random, clock,
        Runnable::run, ReputationRule.USUAL);
    LiveStandings standings = new LiveStandings(store, changes.undecided());
    this.rules = new RecipientRules(policies, new Recipients(new Routes(store, standings, changes.undecided()),
        new ReturnAddresses(new ReturnPaths(ladder.engine()), store), standings), standings, true);
  }

  RecipientRules rules() {
    return rules;
  }

  Policies policies() {
    return policies;
  }

  Changes changes() {
    return changes;
  }

  Places places() {
    return places;
  }

  KeyId key() {
    return key;
  }
}
