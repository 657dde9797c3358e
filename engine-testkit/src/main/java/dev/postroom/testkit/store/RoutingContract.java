package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.DomainRoute;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises of the way from an address to a mailbox. */
public interface RoutingContract extends StoreUnderTest {

  @Test
  default void a_confirmed_domain_leads_to_its_claim() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId claim = room().domain(acme, "acme.example");

    assertThat(route("acme.example")).contains(new DomainRoute(claim, Optional.empty()));
    assertThat(route("sub.acme.example")).isEmpty();
    assertThat(route("unknown.example")).isEmpty();
  }

  @Test
  default void a_claim_alone_routes_nothing() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId claim = room().claim(support.inWorkspace(), "acme.example");
    room().alias(support, "support@acme.example", claim);
    room().change(t -> Rungs.at(t, support.inWorkspace()).setCatchAll(claim, Optional.of(support.mailbox())));

    assertThat(route("acme.example")).isEmpty();
  }

  @Test
  default void an_address_leads_to_its_mailbox_whatever_its_standing_but_erased() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "Support@acme.example", domain);
    room().stands(support, Standing.SUSPENDED);

    assertThat(room().find(t -> t.routing().mailbox(domain, "support"))).contains(support);
    assertThat(room().find(t -> t.routing().mailbox(domain, "nobody"))).isEmpty();
    assertThat(room().find(t -> t.routing().mailbox(room().ids().domain(), "support"))).isEmpty();
  }

  @Test
  default void a_quoted_and_an_international_local_part_are_looked_up_unquoted_and_in_lower_case() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "\"Front Desk\"@acme.example", domain);
    room().alias(support, "JÜRGEN@acme.example", domain);

    assertThat(room().find(t -> t.routing().mailbox(domain, "front desk"))).contains(support);
    assertThat(room().find(t -> t.routing().mailbox(domain, "jürgen"))).contains(support);
    assertThat(room().find(t -> t.routing().mailbox(domain, "jurgen"))).isEmpty();
  }

  @Test
  default void an_address_is_looked_up_by_its_canonical_local_part_also_where_only_the_lower_case_is_one_letter() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "J\u030Can@acme.example", domain);

    assertThat(room().find(t -> t.routing().mailbox(domain, "\u01F0an"))).contains(support);
    Scope.OfMailbox thief = room().mailbox(support.inWorkspace(), "thief");
    Attempt.conflicts(FailureReason.ADDRESS_TAKEN, () -> room().alias(thief, "\u01F0an@acme.example", domain));
  }

  @Test
  default void a_catch_all_is_a_mailbox_of_the_workspace_and_can_be_changed_and_taken_away() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfMailbox first = room().mailbox(acme, "first");
    Scope.OfMailbox second = room().mailbox(acme, "second");
    DomainId domain = room().domain(acme, "acme.example");

    room().change(t -> Rungs.at(t, acme).setCatchAll(domain, Optional.of(first.mailbox())));
    assertThat(route("acme.example")).contains(new DomainRoute(domain, Optional.of(first)));

    room().change(t -> Rungs.at(t, acme).setCatchAll(domain, Optional.of(second.mailbox())));
    assertThat(route("acme.example")).contains(new DomainRoute(domain, Optional.of(second)));

    room().change(t -> Rungs.at(t, acme).setCatchAll(domain, Optional.empty()));
    assertThat(route("acme.example")).contains(new DomainRoute(domain, Optional.empty()));
  }

  @Test
  default void a_catch_all_is_never_a_mailbox_of_another_workspace() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfMailbox sibling = room().mailbox(room().workspace(acme.inTenant(), "sibling"), "inbox");
    Scope.OfMailbox stranger = room().mailbox("stranger");
    DomainId domain = room().domain(acme, "acme.example");

    Attempt.at(() -> room().change(t -> Rungs.at(t, acme).setCatchAll(domain, Optional.of(sibling.mailbox()))));
    Attempt.at(() -> room().change(t -> Rungs.at(t, acme).setCatchAll(domain, Optional.of(stranger.mailbox()))));

    assertThat(route("acme.example")).contains(new DomainRoute(domain, Optional.empty()));
  }

  @Test
  default void a_platform_domain_is_found_and_routes_to_any_workspaces_mailboxes() {
    DomainId platform = room().ids().domain();
    room().change(t -> t.routing().insertPlatformDomain(platform, DomainName.of("mail.example")));
    Scope.OfMailbox acme = room().mailbox("acme");
    Scope.OfMailbox beta = room().mailbox("beta");
    room().alias(acme, "acme@mail.example", platform);
    room().alias(beta, "beta@mail.example", platform);

    assertThat(room().find(t -> t.routing().platformDomain(DomainName.of("mail.example")))).contains(platform);
    assertThat(route("mail.example")).contains(new DomainRoute(platform, Optional.empty()));
    assertThat(room().find(t -> t.routing().mailbox(platform, "acme"))).contains(acme);
    assertThat(room().find(t -> t.routing().mailbox(platform, "beta"))).contains(beta);
  }

  @Test
  default void a_domain_of_a_workspace_is_no_platform_domain_and_does_not_become_one() {
    DomainId claim = room().domain(room().workspace("acme"), "acme.example");
    assertThat(room().find(t -> t.routing().platformDomain(DomainName.of("acme.example")))).isEmpty();

    Attempt.at(
        () -> room()
            .change(t -> t.routing().insertPlatformDomain(room().ids().domain(), DomainName.of("acme.example"))));

    assertThat(room().find(t -> t.routing().platformDomain(DomainName.of("acme.example")))).isEmpty();
    assertThat(route("acme.example")).contains(new DomainRoute(claim, Optional.empty()));
  }

  private Optional<DomainRoute> route(String name) {
    return room().see(t -> t.routing().domain(DomainName.of(name)));
  }
}
