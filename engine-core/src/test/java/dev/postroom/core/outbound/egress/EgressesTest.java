package dev.postroom.core.outbound.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MasterKeyFile;
import dev.postroom.MeddledStore;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.core.event.Changes;
import dev.postroom.core.event.EventSignal;
import dev.postroom.core.id.IdSource;
import dev.postroom.id.ExternalId;
import dev.postroom.outbound.Egress;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.testkit.SettableClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EgressesTest {
  private static final DomainName DOMAIN = DomainName.of("acme.example");

  private final SettableClock clock = SettableClock.standing();
  private final MeddledStore store = new MeddledStore();
  private final IdSource ids = new IdSource(clock, new SecureRandom());
  private Scope.OfWorkspace workspace;
  private Egresses egresses;

  @BeforeEach
  void provision(@TempDir Path folder) {
    Scope.OfTenant tenant = new Scope.OfTenant(ids.tenant());
    workspace = tenant.workspace(ids.workspace());
    KeyLadder ladder = new KeyLadder(store.vault(),
        MasterKeys.of(MasterKeyFile.createIfAbsent(folder.resolve("master.key")), List.of()), new SecureRandom(), 10);
    ladder.create(tenant);
    ladder.create(workspace);
    ExternalId name = new ExternalId("acme");
    store.write(transaction -> {
      transaction.insertTenant(new TenantRow(tenant.tenant(), name, "", "acme", Standing.ACTIVE, clock.instant()));
      transaction.tenant(tenant.tenant())
          .insertWorkspace(
              new WorkspaceRow(workspace.workspace(), name, "", "acme", Standing.ACTIVE, clock.instant()));
      return workspace;
    });
    egresses = new Egresses(store, ladder, new Changes(store, ids, clock, new EventSignal()));
  }

  @Test
  void a_way_that_is_taken_away_while_it_is_looked_up_is_not_kept() {
    egresses.set(workspace, Egress.relay("relay.acme.example", 587));
    store.after(answer -> answer instanceof Optional<?> kept && kept.isPresent(),
        () -> CompletableFuture.runAsync(() -> egresses.remove(workspace)).join());

    assertThat(egresses.of(workspace, DOMAIN)).as("asked before it was taken away").isPresent();
    assertThat(egresses.of(workspace, DOMAIN)).isEmpty();
  }
}
