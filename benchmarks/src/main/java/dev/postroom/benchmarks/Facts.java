package dev.postroom.benchmarks;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.Outbox;
import dev.postroom.spi.store.Routing;
import dev.postroom.spi.store.SealedTable;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.TenantStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store of what the hot paths ask for, and of nothing else: keys, and the way from an address to a mailbox. All places are active.
 * Read as fast as a map is, so that what is measured is what stands before it.
 */
public final class Facts implements MailStore, StoreTransaction, Routing {

  private record Local(DomainId domain, String part) {}

  private final Map<KeyId, KeyRecord> keys = new HashMap<>();
  private final Map<DomainName, DomainRoute> domains = new HashMap<>();
  private final Map<Local, Scope.OfMailbox> mailboxes = new HashMap<>();

  /** Adds a key. */
  public void add(KeyRecord key) {
    keys.put(key.id(), key);
  }

  /** Adds a domain. */
  public void add(DomainName name, DomainRoute route) {
    domains.put(name, route);
  }

  /** Adds an address. */
  public void add(DomainId domain, String localPart, Scope.OfMailbox mailbox) {
    mailboxes.put(new Local(domain, localPart), mailbox);
  }

  @Override
  public <T> T read(Work<T> work) {
    return work.in(this);
  }

  @Override
  public <T> T write(Work<T> work) {
    return work.in(this);
  }

  @Override
  public Optional<KeyRecord> findKey(KeyId key) {
    return Optional.ofNullable(keys.get(key));
  }

  @Override
  public Standing standing(Scope scope) {
    return Standing.ACTIVE;
  }

  @Override
  public Routing routing() {
    return this;
  }

  @Override
  public Optional<DomainRoute> domain(DomainName name) {
    return Optional.ofNullable(domains.get(name));
  }

  @Override
  public Optional<Scope.OfMailbox> mailbox(DomainId domain, String localPart) {
    return Optional.ofNullable(mailboxes.get(new Local(domain, localPart)));
  }

  @Override
  public Optional<DomainId> platformDomain(DomainName name) {
    return Optional.empty();
  }

  @Override
  public StoreHealth health() {
    return new StoreHealth.Working();
  }

  @Override
  public void close() {}

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    throw notKept();
  }

  @Override
  public KeyVault vault() {
    throw notKept();
  }

  @Override
  public void insertTenant(TenantRow tenant) {
    throw notKept();
  }

  @Override
  public Optional<TenantRow> findTenant(ExternalId externalId) {
    throw notKept();
  }

  @Override
  public List<TenantRow> listTenants(Optional<TenantId> after, int limit) {
    throw notKept();
  }

  @Override
  public TenantStore tenant(TenantId tenant) {
    throw notKept();
  }

  @Override
  public List<Scope> unpurged(int limit) {
    throw notKept();
  }

  @Override
  public List<Scope> unpurged(Scope within, int limit) {
    throw notKept();
  }

  @Override
  public boolean purge(Scope place, int limit) {
    throw notKept();
  }

  @Override
  public Outbox outbox() {
    throw notKept();
  }

  @Override
  public SealedTable sealed() {
    throw notKept();
  }

  @Override
  public EventLog events() {
    throw notKept();
  }

  @Override
  public void insertPlatformDomain(DomainId domain, DomainName name) {
    throw notKept();
  }

  private static UnsupportedOperationException notKept() {
    return new UnsupportedOperationException("not kept here");
  }
}
