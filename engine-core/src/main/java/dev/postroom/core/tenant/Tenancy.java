package dev.postroom.core.tenant;

import dev.postroom.address.DomainName;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.core.Tools;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.domain.DomainProof;
import dev.postroom.core.domain.DomainRecords;
import dev.postroom.core.domain.PlatformRecords;
import dev.postroom.core.event.Changes;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.core.policy.Policies;
import dev.postroom.spi.store.MailStore;
import java.util.concurrent.Executor;

/** All that provisions: the flows which admins and sessions share, put together once. */
public final class Tenancy {
  private final Tenants tenants;
  private final Workspaces workspaces;
  private final Mailboxes mailboxes;
  private final Addresses addresses;
  private final Domains domains;
  private final DomainRecords domainRecords;
  private final PlatformRecords platformRecords;
  private final Keys keys;
  private final Suspension suspension;
  private final Rotation rotation;
  private final Erasure erasure;
  private final Policies policies;
  private final Egresses egresses;

  /** What other rooms lend. */
  public record Neighbours(LiveKeys liveKeys, LiveStandings standings, Routes routes, MailboxQuotas quotas,
      DomainKeys domainKeys, DomainProof domainProof, Policies policies, Egresses egresses, Executor background) {}

  public Tenancy(Tools tools, Neighbours neighbours) {
    MailStore store = tools.store();
    Changes changes = tools.changes();
    DomainKeys domainKeys = neighbours.domainKeys();
    ProvisioningLock lock = new ProvisioningLock();
    Creation creation = new Creation(tools.ladder(), changes, lock);
    Below below = new Below(store);
    this.policies = neighbours.policies();
    this.egresses = neighbours.egresses();
    this.addresses = new Addresses(store, changes, neighbours.routes());
    this.workspaces = new Workspaces(store, creation, changes, tools.ids(), tools.clock(), tools.cursors());
    this.tenants = new Tenants(store, creation, changes, workspaces, tools.ids(), tools.clock(), tools.cursors());
    this.mailboxes = new Mailboxes(store, creation, changes, addresses, neighbours.quotas(), tools.ids(),
        tools.clock(), tools.cursors());
    this.domains = new Domains(tools, neighbours.routes(), domainKeys, egresses);
    this.domainRecords = new DomainRecords(store, domains, domainKeys, neighbours.domainProof(), tools.clock());
    this.platformRecords = new PlatformRecords(domainKeys, neighbours.domainProof(), tools.clock());
    this.keys = new Keys(store, changes, neighbours.liveKeys(), tools.ids(), tools.random(), tools.clock(),
        tools.cursors());
    this.suspension = new Suspension(changes, neighbours.standings(), tools.ladder(), domainKeys);
    this.rotation = new Rotation(store, tools.ladder(), changes, below, lock);
    this.erasure = new Erasure(store, tools.ladder(), changes, below, lock, erased -> {
      neighbours.standings().changed(erased.tenant());
      domainKeys.forget(erased);
      policies.forget(erased);
      egresses.forget();
    }, neighbours.background());
  }

  public Tenants tenants() {
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

  /** Makes a domain the platform's, or returns it if it is already. */
  public PlatformDomainAdmin addPlatformDomain(DomainName name) {
    return new OperatorPlatformDomain(domains.addPlatformDomain(name), platformRecords);
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

  Policies policies() {
    return policies;
  }

  Egresses egresses() {
    return egresses;
  }
}
