package dev.postroom.benchmarks;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A store in memory with many mailboxes, each with an address, an alias and a key, filled in one transaction. */
final class Population {
  static final DomainName DOMAIN = DomainName.of("acme.example");
  private static final Instant EPOCH = Instant.parse("2026-11-21T00:00:00Z");
  private static final String DIGEST = "0".repeat(64);

  private final SecureRandom random = new SecureRandom();
  private final MailStore store = InMemoryMailStore.open();
  private final String[] keys;
  private final String[] localParts;

  Population(int mailboxes) {
    this.keys = new String[mailboxes];
    this.localParts = new String[mailboxes];
    store.write(transaction -> {
      fill(transaction);
      return mailboxes;
    });
  }

  MailStore store() {
    return store;
  }

  String keyText(int index) {
    return keys[index];
  }

  EmailAddress address(int index) {
    return EmailAddress.of(localParts[index], DOMAIN);
  }

  String addressText(int index) {
    return localParts[index] + '@' + DOMAIN;
  }

  private void fill(StoreTransaction transaction) {
    TenantId tenant = new TenantId(uuid());
    WorkspaceId workspace = new WorkspaceId(uuid());
    DomainId domain = new DomainId(uuid());
    transaction.insertTenant(new TenantRow(tenant, new ExternalId("bench"), DIGEST, "bench", Standing.ACTIVE, EPOCH));
    transaction.tenant(tenant)
        .insertWorkspace(new WorkspaceRow(workspace, new ExternalId("bench"), DIGEST, "bench", Standing.ACTIVE, EPOCH));
    WorkspaceStore rung = transaction.tenant(tenant).workspace(workspace);
    rung.insertDomain(new DomainRow(domain, DOMAIN, EPOCH, Optional.empty()));
    rung.confirmDomain(domain, EPOCH);
    for (int i = 0; i < keys.length; i++) {
      Scope.OfMailbox place = new Scope.OfMailbox(tenant, workspace, new MailboxId(uuid()));
      localParts[i] = "agent" + i;
      fill(rung, place, domain, i);
    }
  }

  private void fill(WorkspaceStore rung, Scope.OfMailbox place, DomainId domain, int index) {
    rung.insertMailbox(new MailboxRow(place.mailbox(), new ExternalId(localParts[index]), DIGEST, "", Standing.ACTIVE,
        OptionalLong.empty(), 0, 0, EPOCH));
    MailboxStore mailbox = rung.mailbox(place.mailbox());
    mailbox.putAddress(new AddressRow(address(index), domain, AddressRow.Kind.PRIMARY));
    mailbox.putAddress(
        new AddressRow(EmailAddress.of("alias." + localParts[index], DOMAIN), domain, AddressRow.Kind.ALIAS));
    IssuedKey issued = IssuedKey.mint(new KeyId(uuid()), place, random);
    mailbox.keys()
        .insert(new KeyRecord(issued.id(), place, "bench", Role.READ_WRITE.permissions(), issued.digest(), EPOCH,
            Optional.empty(), Optional.empty(), Optional.of(Instant.now())));
    keys[index] = issued.secret();
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
