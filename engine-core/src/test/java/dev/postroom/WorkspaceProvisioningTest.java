package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.TenantSession;
import dev.postroom.tenancy.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces come, are found, change and go, each under its own tenant. */
class WorkspaceProvisioningTest {
  private Room room;
  private TenantAdmin tenant;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    tenant = room.engine.tenants().create("acct");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void a_workspace_is_found_under_its_own_tenant_only() {
    WorkspaceAdmin acme = tenant.createWorkspace("acme", "Acme");
    TenantAdmin other = room.engine.tenants().create("other");

    assertThat(tenant.openWorkspace(acme.id()).describe().name()).isEqualTo("Acme");
    assertThat(tenant.findWorkspaceByExternalId("acme").orElseThrow().id()).isEqualTo(acme.id());
    assertFails(FailureReason.NOT_FOUND, () -> other.openWorkspace(acme.id()));
    assertThat(other.findWorkspaceByExternalId("acme")).isEmpty();
    assertThat(other.createWorkspace("acme", "Acme").id()).isNotEqualTo(acme.id());
  }

  @Test
  void the_same_again_is_the_same_workspace_and_other_content_is_a_conflict() {
    WorkspaceAdmin acme = tenant.createWorkspace("acme", "Acme");
    acme.rename("Acme Incorporated");

    assertThat(tenant.createWorkspace("acme", "Acme").id()).isEqualTo(acme.id());
    assertFails(FailureReason.EXTERNAL_ID_CONFLICT, () -> tenant.createWorkspace("acme", "Acme Incorporated"));
    assertThat(acme.describe().name()).isEqualTo("Acme Incorporated");
  }

  @Test
  void a_session_creates_renames_and_lists_like_the_operator() {
    TenantSession session = tenant.session();
    Workspace acme = session.createWorkspace("acme", "Acme");

    assertThat(session.createWorkspace("acme", "Acme")).isEqualTo(acme);
    assertThat(session.renameWorkspace(acme.id(), "Acme II").name()).isEqualTo("Acme II");
    assertThat(session.listWorkspaces(PageRequest.first())).extracting(Workspace::name)
        .containsExactly("default", "Acme II");
    assertThat(tenant.openWorkspace(acme.id()).describe().name()).isEqualTo("Acme II");
  }

  @Test
  void a_cursor_of_one_tenants_list_is_refused_by_anothers() {
    tenant.createWorkspace("acme", "Acme");
    PageCursor cursor = tenant.listWorkspaces(PageRequest.first().limit(1)).next().orElseThrow();
    TenantAdmin other = room.engine.tenants().create("other");

    assertFails(FailureReason.INVALID_CURSOR, () -> other.listWorkspaces(PageRequest.first().after(cursor)));
    assertFails(FailureReason.INVALID_CURSOR, () -> room.engine.tenants().list(PageRequest.first().after(cursor)));
    assertThat(tenant.listWorkspaces(PageRequest.first().after(cursor))).extracting(Workspace::name)
        .containsExactly("Acme");
  }

  @Test
  void a_suspended_workspace_keeps_its_own_standing_when_its_tenant_is_resumed() {
    WorkspaceAdmin acme = tenant.createWorkspace("acme", "Acme");
    acme.suspend();
    tenant.suspend();
    tenant.resume();

    assertThat(acme.describe().standing()).isEqualTo(Standing.SUSPENDED);
    assertThat(tenant.defaultWorkspace().describe().standing()).isEqualTo(Standing.ACTIVE);
  }

  @Test
  void an_erased_workspace_frees_its_external_id_and_leaves_its_neighbours_alone() {
    WorkspaceAdmin acme = tenant.createWorkspace("acme", "Acme");
    WorkspaceAdmin globex = tenant.createWorkspace("globex", "Globex");
    acme.erase();

    assertThat(tenant.findWorkspaceByExternalId("acme")).isEmpty();
    assertFails(FailureReason.NOT_FOUND, acme::describe);
    assertFails(FailureReason.NOT_FOUND, () -> acme.rename("x"));
    assertFails(FailureReason.NOT_FOUND, () -> acme.claimDomain("acme.example"));
    assertThat(globex.describe().standing()).isEqualTo(Standing.ACTIVE);
    assertThat(tenant.createWorkspace("acme", "Something else").id()).isNotEqualTo(acme.id());
  }
}
