package dev.postroom.core.policy;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.policy.filter.PatternHashes;
import dev.postroom.core.policy.limit.Limiter;
import dev.postroom.core.policy.limit.LiveLimits;
import dev.postroom.core.policy.limit.Quotas;
import dev.postroom.core.policy.limit.Receives;
import dev.postroom.core.policy.limit.StoredOctets;
import dev.postroom.core.policy.limit.UsageCounts;
import dev.postroom.core.policy.limit.UsageNotes;
import dev.postroom.core.policy.list.Lists;
import dev.postroom.core.policy.reputation.Pauses;
import dev.postroom.core.policy.reputation.Reputation;
import dev.postroom.core.policy.suppression.Suppressions;
import dev.postroom.policy.ReputationRule;
import dev.postroom.spi.store.MailStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;

/** All that says what may pass and how much of it, put together once. To be closed before the store is. */
public final class Policies implements AutoCloseable {
  private final Lists lists;
  private final Suppressions suppressions;
  private final LiveLimits limits;
  private final Limiter limiter;
  private final Quotas quotas;
  private final UsageNotes notes;
  private final Receives receives;
  private final StoredOctets storedOctets;
  private final UsageCounts usage;
  private final Reputation reputation;
  private final Pauses pauses;

  public Policies(MailStore store, KeyLadder ladder, Changes changes, Cursors cursors, IdSource ids,
      SecureRandom random, Clock clock, Executor background, ReputationRule rule) {
    PatternHashes hashes = new PatternHashes(random);
    this.lists = new Lists(store, ladder, changes, cursors, ids, clock, hashes);
    this.suppressions = new Suppressions(store, ladder, changes, cursors, ids, clock, hashes);
    this.limits = new LiveLimits(store, changes);
    this.limiter = new Limiter(clock);
    this.quotas = new Quotas(clock);
    this.notes = new UsageNotes(changes, background, clock);
    this.receives = new Receives(store, limits, limiter, notes, changes, clock);
    this.storedOctets = new StoredOctets(store, limits, changes, clock);
    this.usage = new UsageCounts(store, notes, clock);
    this.pauses = new Pauses(store, changes, clock);
    this.reputation = new Reputation(changes, pauses, rule, clock);
  }

  public Lists lists() {
    return lists;
  }

  public Suppressions suppressions() {
    return suppressions;
  }

  public LiveLimits limits() {
    return limits;
  }

  public Limiter limiter() {
    return limiter;
  }

  public Quotas quotas() {
    return quotas;
  }

  public Receives receives() {
    return receives;
  }

  public StoredOctets storedOctets() {
    return storedOctets;
  }

  public UsageCounts usage() {
    return usage;
  }

  public Reputation reputation() {
    return reputation;
  }

  public Pauses pauses() {
    return pauses;
  }

  /** Drops what is held in memory of an erased place and of all below it. */
  public void forget(Scope place) {
    lists.forget(place);
    suppressions.forget(place);
  }

  /** Writes what was counted and not written yet. */
  @Override
  public void close() {
    notes.close();
  }
}
