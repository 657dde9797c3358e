package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.AddressRow;
import org.junit.jupiter.api.Test;

/** What a store promises of the addresses of mailboxes. */
public interface AddressContract extends StoreUnderTest {

  @Test
  default void the_addresses_of_a_mailbox_are_listed_with_the_primary_one_first() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    AddressRow primary = room().rows().primary("m@acme.example", domain);
    AddressRow first = room().rows().alias("a@acme.example", domain);
    AddressRow last = room().rows().alias("z@acme.example", domain);
    room().change(t -> Rungs.at(t, support).putAddress(first));
    room().change(t -> Rungs.at(t, support).putAddress(primary));
    room().change(t -> Rungs.at(t, support).putAddress(last));

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).startsWith(primary)
        .containsExactlyInAnyOrder(primary, first,
            last);
  }

  @Test
  default void a_mailbox_may_have_no_address() {
    Scope.OfMailbox support = room().mailbox("acme");

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).isEmpty();
  }

  @Test
  default void an_address_is_kept_as_it_was_written() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "bücher.example");
    room().alias(support, "Jürgen.Müller@bücher.example", domain);
    room().alias(support, "\"A B\"@bücher.example", domain);

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).extracting(row -> row.address().toString())
        .containsExactlyInAnyOrder("Jürgen.Müller@xn--bcher-kva.example", "\"A B\"@xn--bcher-kva.example");
  }

  @Test
  default void a_new_primary_address_makes_the_former_one_an_alias() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().change(t -> Rungs.at(t, support).putAddress(room().rows().primary("old@acme.example", domain)));
    room().change(t -> Rungs.at(t, support).putAddress(room().rows().primary("new@acme.example", domain)));

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).containsExactly(
        room().rows().primary("new@acme.example", domain), room().rows().alias("old@acme.example", domain));
  }

  @Test
  default void an_alias_can_become_the_primary_address() {
    Scope.OfMailbox support = room().mailbox("acme");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().change(t -> Rungs.at(t, support).putAddress(room().rows().primary("one@acme.example", domain)));
    room().alias(support, "two@acme.example", domain);
    room().change(t -> Rungs.at(t, support).putAddress(room().rows().primary("two@acme.example", domain)));

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).containsExactly(
        room().rows().primary("two@acme.example", domain), room().rows().alias("one@acme.example", domain));
  }

  @Test
  default void an_address_belongs_to_one_mailbox_however_it_is_spelled() {
    Scope.OfMailbox support = room().mailbox("acme");
    Scope.OfMailbox thief = room().mailbox(support.inWorkspace(), "thief");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "Support@acme.example", domain);

    Attempt.conflicts(FailureReason.ADDRESS_TAKEN, () -> room().alias(thief, "Support@acme.example", domain));
    Attempt.conflicts(FailureReason.ADDRESS_TAKEN, () -> room().alias(thief, "sUPPORT@acme.example", domain));
    Attempt.conflicts(FailureReason.ADDRESS_TAKEN, () -> room().alias(thief, "\"support\"@acme.example", domain));

    assertThat(room().list(t -> Rungs.at(t, thief).addresses())).isEmpty();
    assertThat(room().find(t -> t.routing().mailbox(domain, "support"))).contains(support);
  }

  @Test
  default void a_refused_primary_address_leaves_the_former_one_as_it_was() {
    Scope.OfMailbox support = room().mailbox("acme");
    Scope.OfMailbox other = room().mailbox(support.inWorkspace(), "other");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(other, "taken@acme.example", domain);
    AddressRow primary = room().rows().primary("support@acme.example", domain);
    room().change(t -> Rungs.at(t, support).putAddress(primary));

    Attempt.conflicts(FailureReason.ADDRESS_TAKEN,
        () -> room().change(t -> Rungs.at(t, support).putAddress(room().rows().primary("taken@acme.example", domain))));

    assertThat(room().list(t -> Rungs.at(t, support).addresses())).containsExactly(primary);
  }

  @Test
  default void the_same_address_may_hang_on_two_claims_of_the_same_name() {
    Scope.OfMailbox acme = room().mailbox("acme");
    Scope.OfMailbox rival = room().mailbox("rival");
    DomainId ofAcme = room().claim(acme.inWorkspace(), "acme.example");
    DomainId ofRival = room().claim(rival.inWorkspace(), "acme.example");
    room().alias(acme, "support@acme.example", ofAcme);
    room().alias(rival, "support@acme.example", ofRival);

    assertThat(room().find(t -> t.routing().mailbox(ofAcme, "support"))).contains(acme);
    assertThat(room().find(t -> t.routing().mailbox(ofRival, "support"))).contains(rival);
  }

  @Test
  default void an_address_never_hangs_on_a_claim_of_another_workspace_nor_on_nothing() {
    Scope.OfMailbox acme = room().mailbox("acme");
    Scope.OfMailbox stranger = room().mailbox("stranger");
    Scope.OfMailbox sibling = room().mailbox(room().workspace(acme.inWorkspace().inTenant(), "sibling"), "sibling");
    DomainId domain = room().domain(acme.inWorkspace(), "acme.example");
    Attempt.at(() -> room().alias(stranger, "planted@acme.example", domain));
    Attempt.at(() -> room().alias(sibling, "planted@acme.example", domain));
    Attempt.at(() -> room().alias(stranger, "planted@acme.example", room().ids().domain()));

    assertThat(room().find(t -> t.routing().mailbox(domain, "planted"))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, stranger).addresses())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, sibling).addresses())).isEmpty();
  }

  @Test
  default void an_address_that_was_taken_away_is_free() {
    Scope.OfMailbox support = room().mailbox("acme");
    Scope.OfMailbox heir = room().mailbox(support.inWorkspace(), "heir");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "support@acme.example", domain);
    EmailAddress otherSpelling = EmailAddress.parse("SUPPORT@acme.example");

    assertThat(store().<Boolean>write(t -> Rungs.at(t, heir).removeAddress(otherSpelling))).as("by another mailbox")
        .isFalse();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, support).removeAddress(otherSpelling))).isTrue();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, support).removeAddress(otherSpelling))).as("a second time")
        .isFalse();

    assertThat(room().find(t -> t.routing().mailbox(domain, "support"))).isEmpty();
    room().alias(heir, "support@acme.example", domain);
  }

  @Test
  default void erasing_a_mailbox_frees_its_addresses() {
    Scope.OfMailbox support = room().mailbox("acme");
    Scope.OfMailbox heir = room().mailbox(support.inWorkspace(), "heir");
    DomainId domain = room().domain(support.inWorkspace(), "acme.example");
    room().alias(support, "support@acme.example", domain);
    room().stands(support, Standing.ERASED);

    assertThat(room().find(t -> t.routing().mailbox(domain, "support"))).isEmpty();
    room().alias(heir, "support@acme.example", domain);
    assertThat(room().find(t -> t.routing().mailbox(domain, "support"))).contains(heir);
  }

  @Test
  default void erasing_a_workspace_or_a_tenant_frees_the_addresses_on_platform_domains_below_it() {
    DomainId platform = room().ids().domain();
    room().change(t -> t.routing().insertPlatformDomain(platform, DomainName.of("mail.example")));
    Scope.OfMailbox one = room().mailbox("one");
    Scope.OfMailbox two = room().mailbox("two");
    Scope.OfMailbox kept = room().mailbox("kept");
    room().alias(one, "one@mail.example", platform);
    room().alias(two, "two@mail.example", platform);
    room().alias(kept, "kept@mail.example", platform);

    room().stands(one.inWorkspace(), Standing.ERASED);
    room().stands(two.inWorkspace().inTenant(), Standing.ERASED);

    assertThat(room().find(t -> t.routing().mailbox(platform, "one"))).isEmpty();
    assertThat(room().find(t -> t.routing().mailbox(platform, "two"))).isEmpty();
    assertThat(room().find(t -> t.routing().mailbox(platform, "kept"))).contains(kept);
    room().alias(kept, "one@mail.example", platform);
    room().alias(kept, "two@mail.example", platform);
  }
}
