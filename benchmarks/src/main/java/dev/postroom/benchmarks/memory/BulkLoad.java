package dev.postroom.benchmarks.memory;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.id.IdSource;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.store.h2.H2MailStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fills a store with idle customers as fast as its port allows: each tenant with workspaces, a confirmed domain, mailboxes with
 * an address and a wrapped secret each, and keys of the first mailbox. Many tenants share a transaction and a force of the vault; what
 * is there afterwards is what as many calls of the admins would have made, events aside.
 *
 * @param folder
 *          where the store, its master key and the texts of the keys are
 * @param customers
 *          how many
 */
record BulkLoad(Path folder, Customers customers) {
  private static final int TENANTS_AT_ONCE = 100;
  private static final String DIGEST = "0".repeat(64);

  Path store() {
    return folder.resolve("store");
  }

  Path masterKey() {
    return folder.resolve("master.key");
  }

  Path keys() {
    return folder.resolve("keys.txt");
  }

  static EmailAddress address(int tenant, int mailbox) {
    return EmailAddress.of("agent" + mailbox, domain(tenant));
  }

  private static DomainName domain(int tenant) {
    return DomainName.of("customer" + tenant + ".example");
  }

  void run() throws IOException {
    Files.createDirectories(folder);
    MasterKeyFile master = MasterKeyFile.createIfAbsent(masterKey());
    try (H2MailStore store = H2MailStore.open(store())) {
      MailEngine.builder(store, master).start().close();
    }
    try (H2MailStore store = H2MailStore.open(store());
        BufferedWriter keys = Files.newBufferedWriter(keys())) {
      Filling filling = new Filling(store, master, keys, customers);
      for (int first = 0; first < customers.tenants(); first += TENANTS_AT_ONCE) {
        filling.fill(first, Math.min(first + TENANTS_AT_ONCE, customers.tenants()));
      }
    }
  }

  /** A store that is being filled. */
  private static final class Filling {
    private final SecureRandom random = new SecureRandom();
    private final IdSource ids = new IdSource(Clock.systemUTC(), random);
    private final Instant now = Clock.systemUTC().instant();
    private final MailStore store;
    private final BufferedWriter keys;
    private final BatchedVault vault;
    private final KeyLadder ladder;
    private final Customers customers;

    Filling(MailStore store, MasterKeyFile master, BufferedWriter keys, Customers customers) {
      this.store = store;
      this.keys = keys;
      this.vault = new BatchedVault(store.vault());
      this.ladder = new KeyLadder(vault, MasterKeys.of(master, List.of()), random, TENANTS_AT_ONCE);
      this.customers = customers;
    }

    void fill(int first, int end) {
      List<Scope> places = new ArrayList<>();
      store.write(transaction -> {
        for (int tenant = first; tenant < end; tenant++) {
          insert(transaction, tenant, places);
        }
        return end;
      });
      places.forEach(ladder::create);
      vault.flush();
    }

    private void insert(StoreTransaction transaction, int number, List<Scope> places) {
      Scope.OfTenant tenant = new Scope.OfTenant(ids.tenant());
      ExternalId name = new ExternalId("customer" + number);
      places.add(tenant);
      transaction.insertTenant(new TenantRow(tenant.tenant(), name, DIGEST, name.value(), Standing.ACTIVE, now));
      TenantStore rung = transaction.tenant(tenant.tenant());
      for (int i = 0; i < customers.workspaces(); i++) {
        Scope.OfWorkspace workspace = tenant.workspace(ids.workspace());
        places.add(workspace);
        ExternalId part = new ExternalId("workspace" + i);
        rung.insertWorkspace(
            new WorkspaceRow(workspace.workspace(), part, DIGEST, part.value(), Standing.ACTIVE, now));
        if (i == 0) {
          furnish(rung.workspace(workspace.workspace()), workspace, number, places);
        }
      }
    }

    private void furnish(WorkspaceStore rung, Scope.OfWorkspace workspace, int number, List<Scope> places) {
      DomainId domain = ids.domain();
      rung.insertDomain(new DomainRow(domain, domain(number), now, Optional.empty()));
      rung.confirmDomain(domain, now);
      for (int i = 0; i < customers.mailboxes(); i++) {
        Scope.OfMailbox mailbox = workspace.mailbox(ids.mailbox());
        places.add(mailbox);
        rung.insertMailbox(new MailboxRow(mailbox.mailbox(), new ExternalId("agent" + i), DIGEST, "", Standing.ACTIVE,
            OptionalLong.empty(), 0, 0, now));
        MailboxStore own = rung.mailbox(mailbox.mailbox());
        own.putAddress(new AddressRow(address(number, i), domain, AddressRow.Kind.PRIMARY));
        if (i == 0) {
          issueKeys(own, mailbox);
        }
      }
    }

    private void issueKeys(MailboxStore own, Scope.OfMailbox mailbox) {
      for (int i = 0; i < customers.keys(); i++) {
        issue(own, mailbox);
      }
    }

    private void issue(MailboxStore own, Scope.OfMailbox mailbox) {
      IssuedKey issued = IssuedKey.mint(ids.key(), mailbox, random);
      own.keys()
          .insert(new KeyRecord(issued.id(), mailbox, "", Role.READ_WRITE.permissions(), issued.digest(), now,
              Optional.empty(), Optional.empty(), Optional.of(now)));
      try {
        keys.write(issued.secret());
        keys.newLine();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
