package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises of workspaces. */
public interface WorkspaceContract extends StoreUnderTest {

  @Test
  default void a_workspace_is_found_by_its_id_and_by_the_hosts_id() {
    Scope.OfTenant tenant = room().tenant("acme");
    WorkspaceRow sales = room().rows().workspace("sales");
    room().change(t -> Rungs.at(t, tenant).insertWorkspace(sales));

    assertThat(room().find(t -> Rungs.at(t, tenant.workspace(sales.id())).row())).contains(sales);
    assertThat(room().find(t -> Rungs.at(t, tenant).findWorkspace(new ExternalId("sales")))).contains(sales);
  }

  @Test
  default void external_ids_of_workspaces_are_unique_in_a_tenant_only() {
    Scope.OfTenant acme = room().tenant("acme");
    Scope.OfTenant beta = room().tenant("beta");
    Scope.OfWorkspace ofAcme = room().workspace(acme, "sales");
    Scope.OfWorkspace ofBeta = room().workspace(beta, "sales");

    Attempt.conflicts(FailureReason.EXTERNAL_ID_CONFLICT, () -> room().workspace(acme, "sales"));

    assertThat(room().find(t -> Rungs.at(t, acme).findWorkspace(new ExternalId("sales")))).map(WorkspaceRow::id)
        .contains(ofAcme.workspace());
    assertThat(room().find(t -> Rungs.at(t, beta).findWorkspace(new ExternalId("sales")))).map(WorkspaceRow::id)
        .contains(ofBeta.workspace());
  }

  @Test
  default void the_external_id_of_an_erased_workspace_is_free_again() {
    Scope.OfTenant acme = room().tenant("acme");
    Scope.OfWorkspace first = room().workspace(acme, "sales");
    room().stands(first, Standing.ERASED);

    assertThat(room().find(t -> Rungs.at(t, acme).findWorkspace(new ExternalId("sales")))).isEmpty();
    Scope.OfWorkspace second = room().workspace(acme, "sales");
    assertThat(room().find(t -> Rungs.at(t, acme).findWorkspace(new ExternalId("sales")))).map(WorkspaceRow::id)
        .contains(second.workspace());
    assertThat(room().find(t -> Rungs.at(t, first).row())).map(WorkspaceRow::standing).contains(Standing.ERASED);
  }

  @Test
  default void workspaces_are_listed_by_id_in_pages_without_the_erased_and_without_those_of_other_tenants() {
    Scope.OfTenant acme = room().tenant("acme");
    Scope.OfTenant beta = room().tenant("beta");
    Scope.OfWorkspace one = room().workspace(acme, "1");
    Scope.OfWorkspace foreign = room().workspace(beta, "2");
    Scope.OfWorkspace two = room().workspace(acme, "2");
    room().stands(room().workspace(acme, "3"), Standing.ERASED);
    Scope.OfWorkspace three = room().workspace(acme, "3");

    List<WorkspaceRow> page = room().see(t -> Rungs.at(t, acme).listWorkspaces(Optional.empty(), 2));
    List<WorkspaceRow> rest = room().see(t -> Rungs.at(t, acme).listWorkspaces(Optional.of(two.workspace()), 2));

    assertThat(page).extracting(WorkspaceRow::id).containsExactly(one.workspace(), two.workspace());
    assertThat(rest).extracting(WorkspaceRow::id).containsExactly(three.workspace());
    assertThat(room().list(t -> Rungs.at(t, beta).listWorkspaces(Optional.empty(), 9))).extracting(WorkspaceRow::id)
        .containsExactly(foreign.workspace());
  }

  @Test
  default void a_workspace_can_be_renamed_and_suspended() {
    Scope.OfWorkspace acme = room().workspace("acme");
    room().change(t -> Rungs.at(t, acme).rename("Acme Corp"));
    room().stands(acme, Standing.SUSPENDED);

    assertThat(room().find(t -> Rungs.at(t, acme).row())).hasValueSatisfying(row -> {
      assertThat(row.name()).isEqualTo("Acme Corp");
      assertThat(row.standing()).isEqualTo(Standing.SUSPENDED);
      assertThat(row.externalId()).isEqualTo(new ExternalId("acme"));
      assertThat(row.createdAt()).isEqualTo(room().clock().instant());
    });
  }

  @Test
  default void a_mailbox_is_not_put_into_a_workspace_that_nobody_created() {
    Scope.OfWorkspace nobody = room().tenant("acme").workspace(room().ids().workspace());
    MailboxRow mailbox = room().rows().mailbox("support");
    Attempt.at(() -> room().change(t -> Rungs.at(t, nobody).insertMailbox(mailbox)));

    assertThat(room().find(t -> Rungs.at(t, nobody.mailbox(mailbox.id())).row())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, nobody).listMailboxes(Optional.empty(), 10))).isEmpty();
  }
}
