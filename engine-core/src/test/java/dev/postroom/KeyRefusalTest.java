package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.id.KeyId;
import dev.postroom.message.MessageQuery;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.KeyDescription;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that open nothing: wrong ones, revoked ones, those of places that are closed or gone. */
class KeyRefusalTest {
  private Room room;
  private TenantAdmin tenant;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private KeyedAccess door;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    tenant = room.engine.tenants().create("product");
    acme = tenant.createWorkspace("acme", "Acme");
    support = Room.mailbox(acme, "support@acme.example");
    door = room.engine.keyedAccess();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void text_that_is_no_key_is_malformed() {
    String secret = support.issueKey("agent", Role.READ).secret();
    char last = secret.charAt(secret.length() - 1);

    for (String text : List.of("", "mk_", secret.substring(1), secret.substring(0, secret.length() - 1), secret + "0",
        secret.substring(0, secret.length() - 1) + (last == '0' ? '1' : '0'), secret.replace("mk_", "wk_"),
        secret.replace("mk_", "xk_"))) {
      assertFails(FailureReason.KEY_MALFORMED, () -> ApiKey.parse(text));
    }
    assertThat(ApiKey.parse("  " + secret + "\n").id()).isEqualTo(ApiKey.parse(secret).id());
  }

  @Test
  void an_unknown_key_and_a_wrong_secret_are_not_told_apart() {
    IssuedKey real = support.issueKey("agent", Role.READ);
    ApiKey wrongSecret = IssuedKey.mint(real.id(), support.scope(), new SecureRandom()).key();
    ApiKey unknown = IssuedKey.mint(new KeyId(UUID.randomUUID()), support.scope(), new SecureRandom()).key();
    ApiKey wrongRung = IssuedKey.mint(real.id(), acme.scope(), new SecureRandom()).key();

    assertFails(FailureReason.KEY_UNKNOWN, () -> door.openMailbox(wrongSecret));
    assertFails(FailureReason.KEY_UNKNOWN, () -> door.openMailbox(unknown));
    assertFails(FailureReason.KEY_UNKNOWN, () -> door.openWorkspace(wrongRung));
    door.openMailbox(real.key());
  }

  @Test
  void revoking_one_key_leaves_the_others() {
    IssuedKey one = support.issueKey("one", Role.READ);
    IssuedKey two = support.issueKey("two", Role.READ);
    acme.revokeKey(one.id());
    acme.revokeKey(one.id());

    assertFails(FailureReason.KEY_REVOKED, () -> door.openMailbox(one.key()));
    door.openMailbox(two.key());
    assertThat(support.listKeys(PageRequest.first())).extracting(key -> key.revokedAt().isPresent())
        .containsExactly(true, false);
  }

  @Test
  void a_key_is_revoked_from_its_own_place_or_above_and_from_nowhere_else() {
    IssuedKey key = support.issueKey("agent", Role.READ);
    IssuedKey above = acme.issueKey("agent", Role.READ);
    WorkspaceAdmin globex = tenant.createWorkspace("globex", "Globex");

    assertFails(FailureReason.NOT_FOUND, () -> globex.revokeKey(key.id()));
    assertFails(FailureReason.NOT_FOUND, () -> support.revokeKey(above.id()));
    assertFails(FailureReason.NOT_FOUND, () -> tenant.revokeKey(new KeyId(UUID.randomUUID())));
    door.openMailbox(key.key());
  }

  @Test
  void revoking_all_bites_in_every_open_session_at_and_below_the_place_and_nowhere_else() {
    TenantSession top = door.openTenant(tenant.issueKey("t", Role.MANAGEMENT).key());
    WorkspaceSession middle = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    MailboxSession bottom = door.openMailbox(support.issueKey("m", Role.READ).key());
    MailboxSession fromMiddle = middle.openMailbox(support.id());

    assertThat(acme.revokeAllKeys()).isEqualTo(2);
    assertThat(acme.revokeAllKeys()).isZero();
    assertFails(FailureReason.KEY_REVOKED, () -> middle.listMailboxes(PageRequest.first()));
    assertFails(FailureReason.KEY_REVOKED, () -> bottom.list(MessageQuery.all()));
    assertFails(FailureReason.KEY_REVOKED, () -> fromMiddle.list(MessageQuery.all()));
    assertFails(FailureReason.KEY_REVOKED, () -> fromMiddle.readOnly().list(MessageQuery.all()));
    assertThat(top.openWorkspace(acme.id()).openMailbox(support.id()).list(MessageQuery.all())).isEmpty();
    assertThat(tenant.listKeys(PageRequest.first())).extracting(KeyDescription::revokedAt)
        .filteredOn(Optional::isPresent)
        .hasSize(2);
  }

  @Test
  void suspension_at_any_rung_bites_in_open_sessions_until_it_is_lifted() {
    IssuedKey key = support.issueKey("m", Role.READ);
    MailboxSession open = door.openMailbox(key.key());

    for (var place : List.of(tenant, acme, support)) {
      place.suspend();
      assertFails(FailureReason.SUSPENDED, () -> open.list(MessageQuery.all()));
      assertFails(FailureReason.SUSPENDED, () -> door.openMailbox(key.key()));
      place.resume();
      assertThat(open.list(MessageQuery.all())).isEmpty();
    }
  }

  @Test
  void a_key_of_a_suspended_mailbox_below_does_not_close_what_is_above() {
    WorkspaceSession middle = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    support.suspend();

    assertThat(middle.listMailboxes(PageRequest.first())).hasSize(1);
    assertFails(FailureReason.SUSPENDED, () -> middle.openMailbox(support.id()));
  }

  @Test
  void a_key_of_an_erased_place_opens_nothing_and_finds_nothing() {
    IssuedKey key = support.issueKey("m", Role.MANAGEMENT);
    WorkspaceSession middle = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    MailboxSession open = door.openMailbox(key.key());
    support.erase();

    assertFails(FailureReason.KEY_REVOKED, () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.NOT_FOUND, () -> middle.openMailbox(support.id()));
    assertThat(middle.listMailboxes(PageRequest.first())).isEmpty();
    assertFails(FailureReason.KEY_UNKNOWN, () -> door.openMailbox(key.key()));
  }
}
