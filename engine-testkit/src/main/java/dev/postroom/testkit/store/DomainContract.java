package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.DomainRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises of domains: who claims them, who owns them, and when they are free again. */
public interface DomainContract extends StoreUnderTest {

  @Test
  default void a_claim_is_found_by_its_id_and_by_its_name_and_is_unconfirmed() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainRow claim = room().rows().claim("acme.example");
    room().change(t -> Rungs.at(t, acme).insertDomain(claim));

    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(claim.id()))).contains(claim);
    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(claim.name()))).contains(claim);
    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(DomainName.of("other.example")))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(room().ids().domain()))).isEmpty();
  }

  @Test
  default void a_confirmed_claim_says_since_when() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId claim = room().claim(acme, "acme.example");
    Instant confirmedAt = room().clock().tick();
    room().change(t -> Rungs.at(t, acme).confirmDomain(claim, confirmedAt));

    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(claim))).hasValueSatisfying(row -> {
      assertThat(row.confirmedAt()).contains(confirmedAt);
      assertThat(row.claimedAt()).isBefore(confirmedAt);
    });
  }

  @Test
  default void many_may_claim_a_domain_and_one_may_confirm_it() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfWorkspace rival = room().workspace(acme.inTenant(), "rival");
    Scope.OfWorkspace stranger = room().workspace("stranger");
    room().claim(acme, "acme.example");
    DomainId ofRival = room().claim(rival, "acme.example");
    DomainId ofStranger = room().claim(stranger, "acme.example");

    room().change(t -> Rungs.at(t, rival).confirmDomain(ofRival, room().clock().instant()));

    Attempt.conflicts(FailureReason.DOMAIN_TAKEN,
        () -> room().change(t -> Rungs.at(t, stranger).confirmDomain(ofStranger, room().clock().instant())));
    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example"))))
        .hasValueSatisfying(route -> assertThat(route.domain()).isEqualTo(ofRival));
    assertThat(room().find(t -> Rungs.at(t, stranger).findDomain(ofStranger)))
        .hasValueSatisfying(row -> assertThat(row.confirmedAt()).isEmpty());
  }

  @Test
  default void a_domain_that_is_confirmed_for_another_may_still_be_claimed() {
    room().domain(room().workspace("acme"), "acme.example");
    Scope.OfWorkspace stranger = room().workspace("stranger");
    DomainId claim = room().claim(stranger, "acme.example");

    assertThat(room().find(t -> Rungs.at(t, stranger).findDomain(claim)))
        .hasValueSatisfying(row -> assertThat(row.confirmedAt()).isEmpty());
  }

  @Test
  default void nobody_confirms_a_domain_of_the_platform() {
    room().change(t -> t.routing().insertPlatformDomain(room().ids().domain(), DomainName.of("mail.example")));
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId claim = room().claim(acme, "mail.example");

    Attempt.conflicts(FailureReason.DOMAIN_TAKEN,
        () -> room().change(t -> Rungs.at(t, acme).confirmDomain(claim, room().clock().instant())));
  }

  @Test
  default void claims_are_listed_by_id_in_pages_without_those_of_others() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfWorkspace other = room().workspace(acme.inTenant(), "other");
    DomainId one = room().claim(acme, "one.example");
    room().claim(other, "one.example");
    DomainId two = room().domain(acme, "two.example");
    DomainId three = room().claim(acme, "three.example");

    List<DomainRow> page = room().see(t -> Rungs.at(t, acme).listDomains(Optional.empty(), 2));
    List<DomainRow> rest = room().see(t -> Rungs.at(t, acme).listDomains(Optional.of(two), 2));

    assertThat(page).extracting(DomainRow::id).containsExactly(one, two);
    assertThat(rest).extracting(DomainRow::id).containsExactly(three);
  }

  @Test
  default void a_domain_that_was_released_is_free_for_the_next() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfWorkspace heir = room().workspace("heir");
    DomainId released = room().domain(acme, "acme.example");
    DomainId waiting = room().claim(heir, "acme.example");

    assertThat(store().<Boolean>write(t -> Rungs.at(t, acme).releaseDomain(released))).isTrue();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, acme).releaseDomain(released))).as("a second time").isFalse();
    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(released))).isEmpty();
    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example")))).isEmpty();

    room().change(t -> Rungs.at(t, heir).confirmDomain(waiting, room().clock().instant()));
    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example"))))
        .hasValueSatisfying(route -> assertThat(route.domain()).isEqualTo(waiting));
  }

  @Test
  default void a_domain_that_was_released_can_be_claimed_again_by_the_same() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId first = room().domain(acme, "acme.example");
    room().change(t -> Rungs.at(t, acme).releaseDomain(first));
    DomainId second = room().domain(acme, "acme.example");

    assertThat(room().find(t -> Rungs.at(t, acme).findDomain(DomainName.of("acme.example"))))
        .hasValueSatisfying(row -> assertThat(row.id()).isEqualTo(second));
  }

  @Test
  default void a_released_domain_takes_its_addresses_along_and_no_others() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfMailbox support = room().mailbox(acme, "support");
    DomainId released = room().domain(acme, "acme.example");
    DomainId kept = room().domain(acme, "acme.test");
    room().alias(support, "support@acme.example", released);
    room().alias(support, "help@acme.example", released);
    room().alias(support, "support@acme.test", kept);

    room().change(t -> Rungs.at(t, acme).releaseDomain(released));

    assertThat(room().list(t -> Rungs.at(t, support).addresses()))
        .containsExactly(room().rows().alias("support@acme.test", kept));
    assertThat(room().find(t -> t.routing().mailbox(released, "support"))).isEmpty();
    assertThat(room().find(t -> t.routing().mailbox(kept, "support"))).contains(support);
  }

  @Test
  default void erasing_a_workspace_frees_its_domains() {
    Scope.OfWorkspace acme = room().workspace("acme");
    room().domain(acme, "acme.example");
    room().stands(acme, Standing.ERASED);

    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example")))).isEmpty();
    room().domain(room().workspace("heir"), "acme.example");
  }

  @Test
  default void erasing_a_tenant_frees_the_domains_of_its_workspaces_and_no_others() {
    Scope.OfTenant tenant = room().tenant("acme");
    room().domain(room().workspace(tenant, "one"), "one.example");
    room().domain(room().workspace(tenant, "two"), "two.example");
    room().domain(room().workspace("neighbour"), "neighbour.example");
    room().stands(tenant, Standing.ERASED);

    assertThat(room().find(t -> t.routing().domain(DomainName.of("one.example")))).isEmpty();
    assertThat(room().find(t -> t.routing().domain(DomainName.of("two.example")))).isEmpty();
    assertThat(room().find(t -> t.routing().domain(DomainName.of("neighbour.example")))).isPresent();
    Scope.OfWorkspace heir = room().workspace("heir");
    room().domain(heir, "one.example");
    room().domain(heir, "two.example");
  }

  @Test
  default void suspending_frees_no_domain() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId claim = room().domain(acme, "acme.example");
    room().stands(acme, Standing.SUSPENDED);

    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example"))))
        .hasValueSatisfying(route -> assertThat(route.domain()).isEqualTo(claim));
    Scope.OfWorkspace stranger = room().workspace("stranger");
    Attempt.conflicts(FailureReason.DOMAIN_TAKEN, () -> room().domain(stranger, "acme.example"));
  }
}
