package dev.postroom.core.crypto;

import com.google.crypto.tink.Aead;
import dev.postroom.access.Scope;
import java.security.SecureRandom;
import java.util.NavigableMap;

/** What is unwrapped and ready for use, each rung in a cache of its own so that many mailboxes do not drive out their tenant. */
final class OpenKeys {
  /** A rung above is only asked when a mailbox is not open, so fewer are worth keeping. */
  private static final int MAILBOXES_FOR_EACH_ABOVE = 4;

  private final LadderVault vault;
  private final MasterKeys masters;
  private final SecureRandom random;
  private final RungCache<Scope.OfTenant, WrappingKeys> tenants;
  private final RungCache<Scope.OfWorkspace, WrappingKeys> workspaces;
  private final RungCache<Scope.OfMailbox, MailboxCipher> mailboxes;
  private final RungCache<Scope, PlaceCipher> records;

  OpenKeys(LadderVault vault, MasterKeys masters, SecureRandom random, int cachedMailboxes) {
    int cachedAbove = Math.max(1, cachedMailboxes / MAILBOXES_FOR_EACH_ABOVE);
    this.vault = vault;
    this.masters = masters;
    this.random = random;
    this.tenants = new RungCache<>(cachedAbove, this::openWrapping);
    this.workspaces = new RungCache<>(cachedAbove, this::openWrapping);
    this.mailboxes = new RungCache<>(cachedMailboxes, this::openMailbox);
    this.records = new RungCache<>(cachedAbove, this::openRecords);
  }

  MailboxCipher mailbox(Scope.OfMailbox mailbox) {
    return mailboxes.get(mailbox);
  }

  boolean isOpen(Scope.OfMailbox mailbox) {
    return mailboxes.isOpen(mailbox);
  }

  /** The cipher of a tenant's or workspace's own rows, whose secret is known to be there. */
  PlaceCipher records(Scope scope) {
    return records.get(scope);
  }

  boolean hasRecords(Scope scope) {
    return records.has(scope);
  }

  /** What the secret of a tenant or workspace wraps with. */
  RungAbove wrapping(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> tenants.get(tenant);
      case Scope.OfWorkspace workspace -> workspaces.get(workspace);
      case Scope.OfMailbox mailbox -> throw new IllegalArgumentException("scope: a mailbox wraps nothing");
    };
  }

  /** What wraps the secrets of the scope. */
  RungAbove above(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> masters;
      case Scope.OfWorkspace workspace -> tenants.get(workspace.inTenant());
      case Scope.OfMailbox mailbox -> workspaces.get(mailbox.inWorkspace());
    };
  }

  /** From the top downwards: see {@link RungCache}. */
  void forget(Scope scope) {
    tenants.forget(scope);
    workspaces.forget(scope);
    mailboxes.forget(scope);
    records.forget(scope);
  }

  private WrappingKeys openWrapping(Scope scope) {
    NavigableMap<Integer, Aead> versions = vault.open(Place.of(scope), above(scope),
        secret -> Derivation.aead(secret, Purpose.WRAP));
    return new WrappingKeys(versions);
  }

  private MailboxCipher openMailbox(Scope.OfMailbox mailbox) {
    Place place = Place.of(mailbox);
    NavigableMap<Integer, DataKeys> versions = vault.open(place, above(mailbox), DataKeys::derivedFrom);
    return new MailboxCipher(place, versions, random);
  }

  private PlaceCipher openRecords(Scope scope) {
    Place place = Place.recordsOf(scope);
    return new PlaceCipher(place, vault.open(place, wrapping(scope), DataKeys::derivedFrom));
  }
}
