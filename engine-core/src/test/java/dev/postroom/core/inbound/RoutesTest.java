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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final DomainName DOMAIN = DomainName.of("post.example");
  private static final ExternalId NAME = new ExternalId("acme");
  private static final EmailAddress ADDRESS = EmailAddress.of("anna", DOMAIN);

  private final SettableClock clock = SettableClock.standing();
  private final IdSource ids = new IdSource(clock, new SecureRandom());
  private final MeddledStore store = new MeddledStore();
  private final Undecided undecided = new Undecided();
  private final Routes routes = new Routes(store, new LiveStandings(store, undecided), undecided);
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
    whileItIsLookedUp(workspace -> own(workspace).removeAddress(ADDRESS));

    assertThat(routes.find(ADDRESS)).as("asked before it was taken away").contains(mailbox);
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  @Test
  void a_catch_all_that_may_have_been_taken_away_while_its_domain_is_looked_up_is_not_kept() {
    change(workspace -> workspace.setCatchAll(domain, Optional.of(mailbox.mailbox())));
    whileItIsLookedUp(workspace -> workspace.setCatchAll(domain, Optional.empty()));

    assertThat(routes.find(ADDRESS)).as("asked before it was taken away").contains(mailbox);
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  @Test
  void that_there_is_no_mailbox_counts_until_one_has_the_address_and_that_there_is_one_until_it_has_lost_it() {
    assertThat(routes.find(ADDRESS)).isEmpty();

    change(workspace -> own(workspace).putAddress(new AddressRow(ADDRESS, domain, AddressRow.Kind.PRIMARY)));
    routes.addressChanged(ADDRESS);
    assertThat(routes.find(ADDRESS)).contains(mailbox);

    change(workspace -> own(workspace).removeAddress(ADDRESS));
    routes.addressChanged(ADDRESS);
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  @Test
  void a_catch_all_takes_all_of_its_domain_from_when_it_is_set_until_it_is_not() {
    EmailAddress tagged = EmailAddress.of("anna+deals", DOMAIN);
    assertThat(routes.find(tagged)).isEmpty();

    change(workspace -> workspace.setCatchAll(domain, Optional.of(mailbox.mailbox())));
    routes.domainChanged(DOMAIN);
    assertThat(routes.find(tagged)).contains(mailbox);

    change(workspace -> workspace.setCatchAll(domain, Optional.empty()));
    routes.domainChanged(DOMAIN);
    assertThat(routes.find(tagged)).isEmpty();
  }

  @Test
  void what_was_found_before_counts_for_nothing_while_a_change_is_undecided() {
    change(workspace -> own(workspace).putAddress(new AddressRow(ADDRESS, domain, AddressRow.Kind.PRIMARY)));
    assertThat(routes.find(ADDRESS)).contains(mailbox);

    undecided.begin();
    change(workspace -> own(workspace).removeAddress(ADDRESS));
    assertThat(routes.find(ADDRESS)).isEmpty();
  }

  private void whileItIsLookedUp(Consumer<WorkspaceStore> change) {
    store.after(answer -> answer instanceof Optional<?> some && some.filter(mailbox::equals).isPresent(),
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
