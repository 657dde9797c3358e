package dev.postroom.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MeddledStore;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.id.IdSource;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.testkit.SettableClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final DomainName DOMAIN = DomainName.of("post.example");
  private static final ExternalId NAME = new ExternalId("acme");
  private static final EmailAddress ADDRESS = EmailAddress.of("anna", DOMAIN);

  private final SettableClock clock = SettableClock.standing();
  private final IdSource ids = new IdSource(clock, new SecureRandom());
  private final MeddledStore store = new MeddledStore();
  private final Routes routes = new Routes(store, new LiveStandings(store, new Undecided()), new Undecided());
  private final DomainId domain = ids.domain();
  private Scope.OfMailbox mailbox;

  @BeforeEach
  void provision() {
    mailbox = new Scope.OfTenant(ids.tenant()).workspace(ids.workspace()).mailbox(ids.mailbox());
    Instant now = clock.instant();
    store.write(transaction -> {
      transaction.insertTenant(new TenantRow(mailbox.tenant(), NAME, "", "acme", Standing.ACTIVE, now));
      transaction.tenant(mailbox.tenant())
          .insertWorkspace(new WorkspaceRow(mailbox.workspace(), NAME, "", "acme", Standing.ACTIVE, now));
      return mailbox;
    });
    change(workspace -> {
      workspace.insertMailbox(new MailboxRow(mailbox.mailbox(), NAME, "", "acme", Standing.ACTIVE,
          OptionalLong.empty(), 0, 0, now));
      workspace.insertDomain(new DomainRow(domain, DOMAIN, now, Optional.empty()));
      workspace.confirmDomain(domain, now);
    });
  }

  @Test
  void an_address_that_may_have_been_taken_away_while_it_is_looked_up_is_not_kept() {
    change(workspace -> own(workspace).putAddress(new AddressRow(ADDRESS, domain, AddressRow.Kind.PRIMARY)));
    whileItIsLookedUp(Scope.OfMailbox.class::isInstance, workspace -> own(workspace).removeAddress(ADDRESS));

    assertThat(routes.find(ADDRESS)).as("asked before it was taken away").contains(mailbox);
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  @Test
  void a_catch_all_that_may_have_been_taken_away_while_its_domain_is_looked_up_is_not_kept() {
    change(workspace -> workspace.setCatchAll(domain, Optional.of(mailbox.mailbox())));
    whileItIsLookedUp(DomainRoute.class::isInstance, workspace -> workspace.setCatchAll(domain, Optional.empty()));

    assertThat(routes.find(ADDRESS)).as("asked before it was taken away").contains(mailbox);
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  private void whileItIsLookedUp(Predicate<Object> found, Consumer<WorkspaceStore> change) {
    store.after(answer -> answer instanceof Optional<?> some && some.filter(found).isPresent(),
        () -> CompletableFuture.runAsync(() -> {
          change(change);
          routes.unknown();
        }).join());
  }

  private void change(Consumer<WorkspaceStore> change) {
    store.write(transaction -> {
      change.accept(transaction.tenant(mailbox.tenant()).workspace(mailbox.workspace()));
      return mailbox;
    });
  }

  private MailboxStore own(WorkspaceStore workspace) {
    return workspace.mailbox(mailbox.mailbox());
  }
}
