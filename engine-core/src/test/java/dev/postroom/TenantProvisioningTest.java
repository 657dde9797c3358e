package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.id.TenantId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.Tenant;
import dev.postroom.tenancy.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants come, are found, change and go. */
class TenantProvisioningTest {
  private FaultyStore store;
  private Room room;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void a_tenant_is_found_by_its_id_and_by_the_hosts_id() {
    TenantAdmin created = room.engine.tenants().create("acct-1", "Account One");

    assertThat(room.engine.tenants().open(created.id()).describe())
        .isEqualTo(new Tenant(created.id(), created.describe().externalId(), "Account One", Standing.ACTIVE,
            Room.OPENING));
    assertThat(room.engine.tenants().findByExternalId("acct-1").orElseThrow().id()).isEqualTo(created.id());
    assertThat(room.engine.tenants().findByExternalId("acct-2")).isEmpty();
    assertFails(FailureReason.NOT_FOUND, () -> room.engine.tenants().open(new TenantId(new UUID(1, 2))));
  }

  @Test
  void the_same_again_is_the_same_tenant_also_after_it_was_renamed() {
    TenantAdmin created = room.engine.tenants().create("acct-1", "Account One");
    created.rename("Another name");

    assertThat(room.engine.tenants().create("acct-1", "Account One").id()).isEqualTo(created.id());
    assertThat(created.describe().name()).isEqualTo("Another name");
  }

  @Test
  void the_same_external_id_with_another_name_is_a_conflict_and_changes_nothing() {
    TenantAdmin created = room.engine.tenants().create("acct-1", "Account One");

    assertFails(FailureReason.EXTERNAL_ID_CONFLICT, () -> room.engine.tenants().create("acct-1", "Account Two"));
    assertThat(created.describe().name()).isEqualTo("Account One");
    assertThat(room.engine.tenants().list(PageRequest.first())).hasSize(1);
  }

  @Test
  void a_tenant_has_a_default_workspace_from_the_beginning() {
    TenantAdmin created = room.engine.tenants().create("acct-1");

    assertThat(created.defaultWorkspace().describe().externalId().value()).isEqualTo(TenantAdmin.DEFAULT_WORKSPACE);
    assertThat(created.listWorkspaces(PageRequest.first())).extracting(Workspace::id)
        .containsExactly(created.defaultWorkspace().id());
  }

  @Test
  void a_creation_that_was_cut_short_before_the_default_workspace_is_made_good_by_the_next() {
    store.failAfterWrites(1, FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, () -> room.engine.tenants().create("acct-1"));
    store.mend();

    TenantAdmin found = room.engine.tenants().findByExternalId("acct-1").orElseThrow();
    assertThat(room.engine.tenants().create("acct-1").id()).isEqualTo(found.id());
    assertThat(found.listWorkspaces(PageRequest.first())).hasSize(1);
  }

  @Test
  void the_default_workspace_is_there_even_when_the_creation_was_cut_short_and_never_tried_again() {
    store.failAfterWrites(1, FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, () -> room.engine.tenants().create("acct-1"));
    store.mend();

    TenantAdmin found = room.engine.tenants().findByExternalId("acct-1").orElseThrow();
    assertThat(found.defaultWorkspace().describe().standing()).isEqualTo(Standing.ACTIVE);
    assertThat(found.defaultWorkspace().id()).isEqualTo(found.defaultWorkspace().id());
  }

  @Test
  void suspending_and_resuming_twice_is_like_once() {
    TenantAdmin tenant = room.engine.tenants().create("acct-1");
    tenant.suspend();
    tenant.suspend();
    assertThat(tenant.describe().standing()).isEqualTo(Standing.SUSPENDED);
    tenant.resume();
    tenant.resume();
    assertThat(tenant.describe().standing()).isEqualTo(Standing.ACTIVE);
  }

  @Test
  void an_erased_tenant_is_gone_and_its_external_id_is_free_for_anything() {
    TenantAdmin erased = room.engine.tenants().create("acct-1", "Account One");
    erased.erase();
    erased.erase();

    assertThat(room.engine.tenants().findByExternalId("acct-1")).isEmpty();
    assertThat(room.engine.tenants().list(PageRequest.first())).isEmpty();
    assertFails(FailureReason.NOT_FOUND, () -> room.engine.tenants().open(erased.id()));
    assertFails(FailureReason.NOT_FOUND, erased::describe);
    assertFails(FailureReason.NOT_FOUND, erased::suspend);
    assertFails(FailureReason.NOT_FOUND, () -> erased.createWorkspace("a", "A"));
    assertFails(FailureReason.NOT_FOUND, erased::defaultWorkspace);
    assertThat(room.engine.tenants().create("acct-1", "Account Two").id()).isNotEqualTo(erased.id());
  }

  @Test
  void tenants_are_listed_in_the_order_of_their_creation_a_page_at_a_time() {
    List<TenantId> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      created.add(room.engine.tenants().create("acct-" + i).id());
    }
    List<TenantId> listed = new ArrayList<>();
    Page<Tenant> page = room.engine.tenants().list(PageRequest.first().limit(3));
    page.forEach(tenant -> listed.add(tenant.id()));
    while (page.next().isPresent()) {
      page = room.engine.tenants().list(PageRequest.first().limit(3).after(page.next().get()));
      page.forEach(tenant -> listed.add(tenant.id()));
    }
    assertThat(listed).isEqualTo(created);
  }

  @Test
  void names_that_are_no_names_are_refused() {
    for (String name : List.of("", "  ", "a\nb", "x".repeat(201))) {
      assertFails(FailureReason.INVALID_INPUT, () -> room.engine.tenants().create("acct", name));
    }
    for (String externalId : List.of("", "a\u0000b", "x".repeat(201))) {
      assertFails(FailureReason.INVALID_INPUT, () -> room.engine.tenants().create(externalId, "Account"));
    }
    assertThat(room.engine.tenants().list(PageRequest.first())).isEmpty();
  }
}
