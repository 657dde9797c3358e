package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import org.junit.jupiter.api.Test;

/** What a store promises of the standing of places. */
public interface StandingContract extends StoreUnderTest {

  @Test
  default void a_place_stands_as_the_worst_on_the_way_up_from_it() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    Scope.OfTenant tenant = workspace.inTenant();

    for (Standing ofTenant : Standing.values()) {
      for (Standing ofWorkspace : Standing.values()) {
        for (Standing ofMailbox : Standing.values()) {
          Scope.OfMailbox fresh = room().mailbox(ofTenant + "-" + ofWorkspace + "-" + ofMailbox);
          room().stands(fresh, ofMailbox);
          room().stands(fresh.inWorkspace(), ofWorkspace);
          room().stands(fresh.inWorkspace().inTenant(), ofTenant);

          assertThat(standing(fresh)).isEqualTo(ofTenant.worse(ofWorkspace).worse(ofMailbox));
          assertThat(standing(fresh.inWorkspace())).isEqualTo(ofTenant.worse(ofWorkspace));
          assertThat(standing(fresh.inWorkspace().inTenant())).isEqualTo(ofTenant);
        }
      }
    }
    assertThat(standing(mailbox)).as("of those that nobody touched").isEqualTo(Standing.ACTIVE);
    assertThat(standing(tenant)).isEqualTo(Standing.ACTIVE);
  }

  @Test
  default void what_does_not_exist_stands_as_if_it_were_erased() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfMailbox other = room().mailbox("beta");
    Scope.OfWorkspace workspace = mailbox.inWorkspace();

    assertThat(standing(new Scope.OfTenant(room().ids().tenant()))).isEqualTo(Standing.ERASED);
    assertThat(standing(workspace.inTenant().workspace(room().ids().workspace()))).isEqualTo(Standing.ERASED);
    assertThat(standing(workspace.mailbox(room().ids().mailbox()))).isEqualTo(Standing.ERASED);
    assertThat(standing(other.inWorkspace().inTenant().workspace(workspace.workspace())))
        .as("a workspace in another tenant")
        .isEqualTo(Standing.ERASED);
    assertThat(standing(other.inWorkspace().mailbox(mailbox.mailbox()))).as("a mailbox in another workspace")
        .isEqualTo(Standing.ERASED);
    assertThat(standing(new Scope.OfMailbox(other.tenant(), workspace.workspace(), mailbox.mailbox())))
        .as("both in another tenant")
        .isEqualTo(Standing.ERASED);
  }

  @Test
  default void what_was_suspended_can_be_resumed() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    room().stands(mailbox.inWorkspace(), Standing.SUSPENDED);
    assertThat(standing(mailbox)).isEqualTo(Standing.SUSPENDED);

    room().stands(mailbox.inWorkspace(), Standing.ACTIVE);
    assertThat(standing(mailbox)).isEqualTo(Standing.ACTIVE);
  }

  @Test
  default void the_rows_below_keep_their_own_standing() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    room().stands(mailbox.inWorkspace().inTenant(), Standing.SUSPENDED);

    assertThat(room().find(t -> Rungs.at(t, mailbox).row()))
        .hasValueSatisfying(row -> assertThat(row.standing()).isEqualTo(Standing.ACTIVE));
  }

  private Standing standing(Scope scope) {
    return room().see(t -> t.standing(scope));
  }
}
