package dev.postroom.core.tenant;

import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.domain.DomainProof;
import dev.postroom.core.domain.DomainRecords;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Quotas;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.paging.Cursors;
import dev.postroom.spi.store.MailStore;
import java.security.SecureRandom;
import java.time.Clock;

/** All that provisions: the flows which admins and sessions share, put together once. */
public final class Tenancy {
  private final Tenants tenants;
  private final Workspaces workspaces;
  private final Mailboxes mailboxes;
  private final Addresses addresses;
  private final Domains domains;
  private final DomainRecords domainRecords;
  private final Keys keys;
  private final Suspension suspension;
  private final Rotation rotation;
  private final Erasure erasure;

  public Tenancy(MailStore store, KeyLadder ladder, Changes changes, LiveKeys liveKeys, LiveStandings standings,
      Routes routes, Quotas quotas, DomainKeys domainKeys, DomainProof domainProof, Cursors cursors, IdSource ids, SecureRandom random,
      Clock clock) {
    ProvisioningLock lock = new ProvisioningLock();
    Creation creation = new Creation(ladder, changes, lock);
    Below below = new Below(store);
    this.addresses = new Addresses(store, changes, routes);
    this.workspaces = new Workspaces(store, creation, changes, ids, clock, cursors);
    this.tenants = new Tenants(store, creation, changes, workspaces, ids, clock, cursors);
    this.mailboxes = new Mailboxes(store, creation, changes, addresses, quotas, ids, clock, cursors);
    this.domains = new Domains(store, changes, routes, domainKeys, ids, clock, cursors);
    this.domainRecords = new DomainRecords(store, domains, domainKeys, domainProof, clock);
    this.keys = new Keys(store, changes, liveKeys, ids, random, clock, cursors);
    this.suspension = new Suspension(changes, standings, ladder, domainKeys);
    this.rotation = new Rotation(store, ladder, changes, below, lock);
    this.erasure = new Erasure(store, ladder, domainKeys, changes, standings, below, lock);
  }

  Tenants tenants() {
    return tenants;
  }

  public Workspaces workspaces() {
    return workspaces;
  }

  public Mailboxes mailboxes() {
    return mailboxes;
  }

  public Addresses addresses() {
    return addresses;
  }

  public Domains domains() {
    return domains;
  }

  public DomainRecords domainRecords() {
    return domainRecords;
  }

  Keys keys() {
    return keys;
  }

  Suspension suspension() {
    return suspension;
  }

  public Rotation rotation() {
    return rotation;
  }

  public Erasure erasure() {
    return erasure;
  }
}
