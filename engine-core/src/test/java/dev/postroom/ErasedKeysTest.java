package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.WorkspaceSession;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key goes with its place: there is no such key any more, whether it was used before or not. */
class ErasedKeysTest {
  private Room room;
  private TenantAdmin tenant;
  private WorkspaceAdmin workspace;
  private MailboxAdmin mailbox;

  @BeforeEach
  void provision(@TempDir Path folder) {
    room = new Room(folder);
    tenant = room.engine.tenants().create("product");
    workspace = tenant.createWorkspace("acme", "Acme");
    mailbox = workspace.claimDomain("acme.example").confirm().createMailbox("support");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void the_keys_of_an_erased_mailbox_are_unknown_at_the_door() {
    assertKeysGoWith(mailbox);
  }

  @Test
  void the_keys_of_an_erased_workspace_and_below_are_unknown_at_the_door() {
    IssuedKey key = workspace.issueKey("agent", Role.READ);
    assertKeysGoWith(workspace);
    assertRefused(() -> door().openWorkspace(key.key()), FailureReason.KEY_UNKNOWN);
  }

  @Test
  void the_keys_of_an_erased_tenant_and_below_are_unknown_at_the_door() {
    IssuedKey key = tenant.issueKey("agent", Role.READ);
    assertKeysGoWith(tenant);
    assertRefused(() -> door().openTenant(key.key()), FailureReason.KEY_UNKNOWN);
  }

  private void assertKeysGoWith(ScopeAdmin place) {
    IssuedKey used = mailbox.issueKey("used", Role.READ);
    IssuedKey unused = mailbox.issueKey("unused", Role.READ);
    door().openMailbox(used.key());
    place.erase();
    assertRefused(() -> door().openMailbox(used.key()), FailureReason.KEY_UNKNOWN);
    assertRefused(() -> door().openMailbox(unused.key()), FailureReason.KEY_UNKNOWN);
  }

  @Test
  void an_open_session_of_what_is_erased_has_lost_its_key() {
    MailboxSession open = door().openMailbox(mailbox.issueKey("agent", Role.READ_WRITE).key());
    mailbox.erase();
    assertRefused(() -> open.list(MessageQuery.all()), FailureReason.KEY_REVOKED);
  }

  @Test
  void a_key_above_what_is_erased_goes_on() {
    WorkspaceSession above = door().openWorkspace(workspace.issueKey("agent", Role.READ).key());
    mailbox.erase();
    assertThat(above.listMailboxes(PageRequest.first())).isEmpty();
  }

  private KeyedAccess door() {
    return room.engine.keyedAccess();
  }

  private static void assertRefused(ThrowingCallable call, FailureReason reason) {
    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(call)
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}
