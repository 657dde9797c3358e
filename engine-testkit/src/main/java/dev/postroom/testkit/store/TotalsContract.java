package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.Totals;
import org.junit.jupiter.api.Test;

/** What a store promises of counts of what there is. */
public interface TotalsContract extends StoreUnderTest {
  /** What there is in an empty place. */
  Totals NOTHING = new Totals(0, 0, 0);

  @Test
  default void there_is_nothing_in_an_empty_place_and_in_one_that_is_not_there() {
    Scope.OfWorkspace acme = room().workspace("acme");
    room().delivery(room().mailbox("stranger"));

    assertThat(in(acme)).isEqualTo(NOTHING);
    assertThat(in(acme.inTenant())).isEqualTo(NOTHING);
    assertThat(in(new Scope.OfTenant(room().ids().tenant()))).isEqualTo(NOTHING);
    assertThat(in(acme.inTenant().workspace(room().ids().workspace()))).isEqualTo(NOTHING);
  }

  @Test
  default void totals_are_those_of_the_place_and_of_all_below_it() {
    Scope.OfMailbox first = room().mailbox("acme");
    Scope.OfWorkspace acme = first.inWorkspace();
    Scope.OfMailbox second = room().mailbox(acme, "second");
    Scope.OfWorkspace sibling = room().workspace(acme.inTenant(), "sibling");
    Scope.OfMailbox third = room().mailbox(sibling, "third");
    room().mailbox(sibling, "empty");
    room().domain(acme, "acme.example");
    room().claim(acme, "claimed.example");
    room().claim(sibling, "claimed.example");
    room().post().size(3_000_000_000L).to(first);
    room().post().size(2_000_000_000L).to(first);
    room().post().size(10).to(second);
    room().post().size(7).to(third);
    room().post().size(1).to(room().mailbox("stranger"));

    assertThat(in(acme)).isEqualTo(new Totals(2, 2, 5_000_000_010L));
    assertThat(in(sibling)).isEqualTo(new Totals(2, 1, 7));
    assertThat(in(acme.inTenant())).isEqualTo(new Totals(4, 3, 5_000_000_017L));
  }

  @Test
  default void what_is_deleted_or_released_is_not_there_any_more() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    DomainId domain = room().domain(inbox.inWorkspace(), "acme.example");
    MessageId message = room().post().size(100).to(inbox).id();
    room().post().size(1).to(inbox);
    room().change(t -> {
      Rungs.at(t, inbox).delete(message, room().clock().instant());
      Rungs.at(t, inbox.inWorkspace()).releaseDomain(domain);
      assertThat(Rungs.at(t, inbox.inWorkspace()).totals()).isEqualTo(new Totals(1, 0, 1));
    });

    assertThat(in(inbox.inWorkspace().inTenant())).isEqualTo(new Totals(1, 0, 1));
  }

  @Test
  default void what_is_suspended_is_still_there() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().domain(inbox.inWorkspace(), "acme.example");
    room().post().size(5).to(inbox);
    room().stands(inbox, Standing.SUSPENDED);
    room().stands(inbox.inWorkspace().inTenant(), Standing.SUSPENDED);

    assertThat(in(inbox.inWorkspace())).isEqualTo(new Totals(1, 1, 5));
    assertThat(in(inbox.inWorkspace().inTenant())).isEqualTo(new Totals(1, 1, 5));
  }

  @Test
  default void what_is_erased_is_left_out_purged_or_not() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Scope.OfWorkspace acme = inbox.inWorkspace();
    Scope.OfMailbox gone = room().mailbox(acme, "gone");
    Scope.OfMailbox below = room().mailbox(room().workspace(acme.inTenant(), "sibling"), "below");
    room().domain(below.inWorkspace(), "below.example");
    room().post().size(1).to(inbox);
    room().post().size(10).to(gone);
    room().post().size(100).to(below);
    room().stands(gone, Standing.ERASED);
    assertThat(in(acme)).isEqualTo(new Totals(1, 0, 1));
    assertThat(in(acme.inTenant())).isEqualTo(new Totals(2, 1, 101));

    room().stands(below.inWorkspace(), Standing.ERASED);
    assertThat(in(acme.inTenant())).isEqualTo(new Totals(1, 0, 1));
    assertThat(in(below.inWorkspace())).isEqualTo(NOTHING);
    room().stands(acme.inTenant(), Standing.ERASED);
    assertThat(in(acme.inTenant())).isEqualTo(NOTHING);
    assertThat(in(acme)).isEqualTo(NOTHING);
  }

  private Totals in(Scope.OfTenant tenant) {
    return room().see(t -> Rungs.at(t, tenant).totals());
  }

  private Totals in(Scope.OfWorkspace workspace) {
    return room().see(t -> Rungs.at(t, workspace).totals());
  }
}
