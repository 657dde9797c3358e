package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.TenantRegistry;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.core.Tools;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.tenant.OperatorRegistry;
import dev.postroom.core.tenant.OperatorSessions;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.event.Event;
import dev.postroom.policy.ReputationRule;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.SettableClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rooms that domains need, over the store in memory and a scripted domain name system. */
final class DomainHouse {
  static final DomainName MAIL_HOST = DomainName.of("mx.host.example");

  final SettableClock clock = SettableClock.standing();
  final ScriptedDns dns = ScriptedDns.empty();
  final DomainKeys keys;
  final KeyLadder ladder;
  final Tenancy tenancy;
  final TenantRegistry tenants;
  private final MailStore store;

  DomainHouse(MailStore store, MasterKey masterKey) {
    this(store, masterKey, Optional.of(MAIL_HOST));
  }

  DomainHouse(MailStore store, MasterKey masterKey, Optional<DomainName> mailHost) {
    this.store = store;
    SecureRandom random = new SecureRandom();
    this.ladder = new KeyLadder(store.vault(), MasterKeys.of(masterKey, List.of()), random, 100);
    EngineSecret secret = ladder.engine();
    IdSource ids = new IdSource(clock, random);
    Changes changes = new Changes(store, ids, clock, new EventSignal());
    LiveStandings standings = new LiveStandings(store, changes.undecided());
    this.keys = new DomainKeys(store, ladder, secret.cipher(), changes, random, clock);
    Tools tools = new Tools(store, ladder, changes, new Cursors(secret), ids, random, clock);
    Policies policies = new Policies(store, ladder, changes, tools.cursors(), ids, random, clock, Runnable::run,
        ReputationRule.USUAL);
    this.tenancy = new Tenancy(tools, new Tenancy.Neighbours(new LiveKeys(store, standings, changes.undecided()),
        standings, new Routes(store, standings, changes.undecided()), new MailboxQuotas(store, changes.undecided()),
        keys,
        new DomainProof(new Ownership(secret), new MailHosts(mailHost, Optional.empty()), dns), policies,
        new Egresses(store, ladder, changes), Runnable::run));
    this.tenants = new OperatorRegistry(tenancy, new NoSessions());
  }

  TenantAdmin tenant() {
    return tenants.create("product");
  }

  WorkspaceAdmin workspace(String name) {
    return tenant().createWorkspace(name, name);
  }

  List<DkimKey> signing(WorkspaceAdmin workspace, String domain) {
    return keys.signing(workspace.scope(), DomainName.of(domain));
  }

  /** Writes all of them down; several of one name and type one after the other. */
  void publish(DnsRecords records) {
    for (DnsRecord record : records.records()) {
      publish(record.name().value(), record.type(), records.records()
          .stream()
          .filter(other -> other.name().equals(record.name()) && other.type() == record.type())
          .map(DnsRecord::value)
          .toArray(String[]::new));
    }
  }

  void publish(String name, DnsType type, String... values) {
    dns.records(name, type, values);
  }

  List<Event> events() {
    return store.read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(), 10_000))
        .stream()
        .map(StoredEvent::event)
        .toList();
  }

  /** There are none: what is tried here is the operator's side. */
  private record NoSessions() implements OperatorSessions {
    @Override
    public TenantSession tenant(Scope.OfTenant place) {
      throw new UnsupportedOperationException();
    }

    @Override
    public WorkspaceSession workspace(Scope.OfWorkspace place) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MailboxSession mailbox(Scope.OfMailbox place) {
      throw new UnsupportedOperationException();
    }
  }
}
