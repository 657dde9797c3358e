package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises of tenants. */
public interface TenantContract extends StoreUnderTest {

  @Test
  default void a_tenant_is_found_by_its_id_and_by_the_hosts_id() {
    TenantRow acme = room().rows().tenant("acme");
    room().change(t -> t.insertTenant(acme));

    assertThat(room().find(t -> t.tenant(acme.id()).row())).contains(acme);
    assertThat(room().find(t -> t.findTenant(new ExternalId("acme")))).contains(acme);
  }

  @Test
  default void a_tenant_that_nobody_created_is_not_found() {
    assertThat(room().find(t -> t.tenant(room().ids().tenant()).row())).isEmpty();
    assertThat(room().find(t -> t.findTenant(new ExternalId("acme")))).isEmpty();
    assertThat(room().list(t -> t.listTenants(Optional.empty(), 10))).isEmpty();
  }

  @Test
  default void two_tenants_never_have_the_same_external_id() {
    Scope.OfTenant first = room().tenant("acme");

    Attempt.conflicts(FailureReason.EXTERNAL_ID_CONFLICT, () -> room().tenant("acme"));

    assertThat(room().list(t -> t.listTenants(Optional.empty(), 10))).extracting(TenantRow::id)
        .containsExactly(first.tenant());
  }

  @Test
  default void external_ids_are_told_apart_by_case() {
    room().tenant("acme");
    room().tenant("ACME");

    assertThat(room().list(t -> t.listTenants(Optional.empty(), 10))).hasSize(2);
  }

  @Test
  default void an_external_id_and_a_name_come_back_letter_for_letter() {
    String odd = "Müller & Söhne '; -- \u4F60\u597D \uD83D\uDCEE %_\\";
    TenantRow plain = room().rows().tenant(odd);
    TenantRow row =
        new TenantRow(plain.id(), plain.externalId(), plain.createdFrom(), odd, Standing.ACTIVE, plain.createdAt());
    room().change(t -> t.insertTenant(row));

    assertThat(room().find(t -> t.findTenant(new ExternalId(odd)))).contains(row);
  }

  @Test
  default void the_external_id_of_an_erased_tenant_is_free_again() {
    Scope.OfTenant first = room().tenant("acme");
    room().stands(first, Standing.ERASED);

    assertThat(room().find(t -> t.findTenant(new ExternalId("acme")))).isEmpty();
    Scope.OfTenant second = room().tenant("acme");
    assertThat(room().find(t -> t.findTenant(new ExternalId("acme")))).map(TenantRow::id).contains(second.tenant());

    room().stands(second, Standing.ERASED);
    room().tenant("acme");
  }

  @Test
  default void a_suspended_tenant_keeps_its_external_id() {
    Scope.OfTenant acme = room().tenant("acme");
    room().stands(acme, Standing.SUSPENDED);

    assertThat(room().find(t -> t.findTenant(new ExternalId("acme")))).map(TenantRow::standing)
        .contains(Standing.SUSPENDED);
    Attempt.conflicts(FailureReason.EXTERNAL_ID_CONFLICT, () -> room().tenant("acme"));
  }

  @Test
  default void an_erased_tenant_keeps_its_row() {
    Scope.OfTenant acme = room().tenant("acme");
    room().stands(acme, Standing.ERASED);

    assertThat(room().find(t -> Rungs.at(t, acme).row())).map(TenantRow::standing).contains(Standing.ERASED);
  }

  @Test
  default void tenants_are_listed_by_id_in_pages_without_the_erased() {
    List<Scope.OfTenant> all = List.of(room().tenant("1"), room().tenant("2"), room().tenant("3"), room().tenant("4"),
        room().tenant("5"));
    room().stands(all.get(1), Standing.ERASED);
    room().stands(all.get(2), Standing.SUSPENDED);

    List<TenantRow> first = room().see(t -> t.listTenants(Optional.empty(), 2));
    List<TenantRow> second = room().see(t -> t.listTenants(Optional.of(all.get(2).tenant()), 2));

    assertThat(first).extracting(TenantRow::id).containsExactly(all.get(0).tenant(), all.get(2).tenant());
    assertThat(second).extracting(TenantRow::id).containsExactly(all.get(3).tenant(), all.get(4).tenant());
    assertThat(room().list(t -> t.listTenants(Optional.of(all.get(4).tenant()), 2))).isEmpty();
    assertThat(room().list(t -> t.listTenants(Optional.of(all.get(1).tenant()), 1))).as("after an erased one")
        .extracting(TenantRow::id)
        .containsExactly(all.get(2).tenant());
  }

  @Test
  default void a_tenant_can_be_renamed() {
    Scope.OfTenant acme = room().tenant("acme");
    Scope.OfTenant other = room().tenant("other");
    room().change(t -> Rungs.at(t, acme).rename("Acme Corp"));

    assertThat(room().find(t -> Rungs.at(t, acme).row())).map(TenantRow::name).contains("Acme Corp");
    assertThat(room().find(t -> Rungs.at(t, other).row())).map(TenantRow::name).contains("Tenant other");
  }

  @Test
  default void renaming_or_suspending_a_tenant_that_nobody_created_creates_none() {
    Scope.OfTenant nobody = new Scope.OfTenant(room().ids().tenant());
    Attempt.at(() -> room().change(t -> Rungs.at(t, nobody).rename("nobody")));
    Attempt.at(() -> room().stands(nobody, Standing.SUSPENDED));

    assertThat(room().find(t -> Rungs.at(t, nobody).row())).isEmpty();
    assertThat(room().list(t -> t.listTenants(Optional.empty(), 10))).isEmpty();
  }

  @Test
  default void a_workspace_is_not_put_into_a_tenant_that_nobody_created() {
    Scope.OfTenant nobody = new Scope.OfTenant(room().ids().tenant());
    WorkspaceRow workspace = room().rows().workspace("acme");
    Attempt.at(() -> room().change(t -> Rungs.at(t, nobody).insertWorkspace(workspace)));

    assertThat(room().find(t -> Rungs.at(t, nobody.workspace(workspace.id())).row())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, nobody).listWorkspaces(Optional.empty(), 10))).isEmpty();
  }
}
