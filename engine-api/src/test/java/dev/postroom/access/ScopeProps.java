package dev.postroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Covering is an order of places. The ids come from so small a set that places often meet. */
class ScopeProps {

  @Property
  void a_place_covers_itself(@ForAll("scopes") Scope scope) {
    assertThat(scope.covers(scope)).isTrue();
  }

  @Property
  void what_covers_a_place_covers_all_that_the_place_covers(@ForAll("scopes") Scope high,
      @ForAll("scopes") Scope middle,
      @ForAll("scopes") Scope low) {
    if (high.covers(middle) && middle.covers(low)) {
      assertThat(high.covers(low)).isTrue();
    }
  }

  @Property
  void two_places_that_cover_each_other_are_the_same(@ForAll("scopes") Scope one, @ForAll("scopes") Scope other) {
    assertThat(one.covers(other) && other.covers(one)).isEqualTo(one.equals(other));
  }

  @Property
  void a_place_covers_only_its_own_tenants_places(@ForAll("scopes") Scope one, @ForAll("scopes") Scope other) {
    if (one.covers(other)) {
      assertThat(other.tenant()).isEqualTo(one.tenant());
    }
  }

  @Property
  void a_place_is_covered_by_those_above_it_and_covers_none_of_them(@ForAll("mailboxes") Scope.OfMailbox mailbox) {
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    Scope.OfTenant tenant = workspace.inTenant();

    assertThat(tenant.covers(workspace) && tenant.covers(mailbox) && workspace.covers(mailbox)).isTrue();
    assertThat(mailbox.covers(workspace) || mailbox.covers(tenant) || workspace.covers(tenant)).isFalse();
    assertThat(tenant.workspace(mailbox.workspace()).mailbox(mailbox.mailbox())).isEqualTo(mailbox);
  }

  @Property
  void a_workspace_of_the_same_id_in_another_tenant_is_another_place(@ForAll("mailboxes") Scope.OfMailbox mailbox) {
    Scope.OfTenant elsewhere = new Scope.OfTenant(new TenantId(new UUID(7, 7)));
    Scope.OfWorkspace other = elsewhere.workspace(mailbox.workspace());

    assertThat(mailbox.inWorkspace().covers(other)).isFalse();
    assertThat(other.covers(mailbox)).isFalse();
    assertThat(other.mailbox(mailbox.mailbox()).covers(mailbox)).isFalse();
  }

  @Provide
  Arbitrary<Scope> scopes() {
    return Combinators.combine(mailboxes(), Arbitraries.integers().between(0, 2)).as((mailbox, rung) -> switch (rung) {
      case 0 -> mailbox.inWorkspace().inTenant();
      case 1 -> mailbox.inWorkspace();
      default -> mailbox;
    });
  }

  @Provide
  Arbitrary<Scope.OfMailbox> mailboxes() {
    Arbitrary<UUID> few = Arbitraries.longs().between(1, 2).map(number -> new UUID(0, number));
    return Combinators.combine(few, few, few)
        .as((tenant, workspace, mailbox) -> new Scope.OfMailbox(new TenantId(tenant),
            new WorkspaceId(workspace), new MailboxId(mailbox)));
  }
}
