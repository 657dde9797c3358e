package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.NewKey;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key holder is told of the place that his key is for, and how he finds what is below. */
class OwnPlaceTest {
  private Room room;
  private TenantAdmin tenant;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private KeyedAccess door;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    tenant = room.engine.tenants().create("product");
    support = Room.mailbox(acme, "support@acme.example");
    door = room.engine.keyedAccess();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void who_may_read_is_told_of_his_place_what_the_operator_is() {
    MailboxSession mailbox = door.openMailbox(support.issueKey("m", Role.READ).key());
    WorkspaceSession workspace = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    TenantSession top = door.openTenant(tenant.issueKey("t", Role.READ).key());
    support.rename("Support");
    acme.rename("Acme Incorporated");

    assertThat(mailbox.describe()).isEqualTo(support.describe()).isEqualTo(mailbox.readOnly().describe());
    assertThat(mailbox.describe().displayName()).isEqualTo("Support");
    assertThat(workspace.describe()).isEqualTo(acme.describe());
    assertThat(top.describe()).isEqualTo(tenant.describe());
  }

  @Test
  void who_may_only_send_is_told_nothing() {
    NewKey sender = NewKey.of("sender", Set.of(Permission.SEND));

    assertFails(FailureReason.PERMISSION_MISSING, () -> door.openMailbox(support.issueKey(sender).key()).describe());
    assertFails(FailureReason.PERMISSION_MISSING, () -> door.openWorkspace(acme.issueKey(sender).key()).describe());
    assertFails(FailureReason.PERMISSION_MISSING, () -> door.openTenant(tenant.issueKey(sender).key()).describe());
  }

  @Test
  void what_is_below_is_found_by_the_hosts_own_id_and_what_is_beside_is_not() {
    WorkspaceSession workspace = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    TenantSession top = door.openTenant(tenant.issueKey("t", Role.MANAGEMENT).key());
    Room.mailbox(room.workspace("globex"), "sales@globex.example");
    room.engine.tenants().create("other").createWorkspace("elsewhere", "Elsewhere");

    assertThat(workspace.findMailboxByExternalId("support@acme.example")).contains(support.describe());
    assertThat(workspace.findMailboxByExternalId("sales@globex.example")).isEmpty();
    assertThat(top.findWorkspaceByExternalId("acme")).contains(acme.describe());
    assertThat(top.findWorkspaceByExternalId("elsewhere")).isEmpty();
    assertFails(FailureReason.INVALID_INPUT, () -> top.findWorkspaceByExternalId(""));
    TenantSession reader = door.openTenant(tenant.issueKey("t", Role.READ).key());
    assertFails(FailureReason.PERMISSION_MISSING, () -> reader.findWorkspaceByExternalId("acme"));
  }
}
