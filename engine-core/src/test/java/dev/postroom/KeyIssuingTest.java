package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Permission;
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
import dev.postroom.tenancy.NewKey;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are issued, listed, used and run out. */
class KeyIssuingTest {
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

  private KeyDescription described(KeyId id) {
    return tenant.listKeys(PageRequest.first())
        .items()
        .stream()
        .filter(key -> key.id().equals(id))
        .findAny()
        .orElseThrow();
  }

  @Test
  void a_key_opens_its_own_rung_and_narrows_from_there() {
    TenantSession atTop = door.openTenant(tenant.issueKey("t", Role.READ).key());
    WorkspaceSession within = door.openWorkspace(acme.issueKey("w", Role.READ).key());
    MailboxSession inbox = door.openMailbox(support.issueKey("m", Role.READ).key());

    assertThat(atTop.openWorkspace(acme.id()).openMailbox(support.id()).list(MessageQuery.all())).isEmpty();
    assertThat(within.openMailbox(support.id()).list(MessageQuery.all())).isEmpty();
    assertThat(inbox.list(MessageQuery.all())).isEmpty();
  }

  @Test
  void a_key_of_another_rung_is_refused_as_such() {
    ApiKey top = tenant.issueKey("t", Role.MANAGEMENT).key();
    ApiKey middle = acme.issueKey("w", Role.MANAGEMENT).key();
    ApiKey bottom = support.issueKey("m", Role.MANAGEMENT).key();

    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openTenant(middle));
    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openTenant(bottom));
    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openWorkspace(top));
    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openWorkspace(bottom));
    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openMailbox(top));
    assertFails(FailureReason.KEY_OF_ANOTHER_SCOPE, () -> door.openMailbox(middle));
  }

  @Test
  void a_key_with_one_permission_can_do_that_and_nothing_else() {
    room.receive(Room.letter("a", "b"), "support@acme.example");
    MailboxSession reader = door.openMailbox(support.issueKey(NewKey.of("r", Set.of(Permission.READ))).key());
    MailboxSession organiser = door.openMailbox(support.issueKey(NewKey.of("o", Set.of(Permission.ORGANIZE))).key());
    var message = reader.list(MessageQuery.all()).items().get(0).id();

    assertFails(FailureReason.PERMISSION_MISSING, () -> reader.markRead(message));
    assertFails(FailureReason.PERMISSION_MISSING, () -> organiser.read(message));
    organiser.markRead(message);
    assertThat(reader.list(MessageQuery.unread())).isEmpty();
  }

  @Test
  void a_key_without_permissions_opens_nothing() {
    ApiKey empty = support.issueKey(NewKey.of("nothing", Set.of())).key();
    assertFails(FailureReason.PERMISSION_MISSING, () -> door.openMailbox(empty));
  }

  @Test
  void a_key_opens_until_the_moment_of_its_end_and_not_after() {
    Instant end = Room.OPENING.plusSeconds(60);
    IssuedKey key = support.issueKey(NewKey.of("short", Role.READ).expiresAt(end));
    MailboxSession open = door.openMailbox(key.key());
    room.clock.set(end.minusMillis(1));
    open.list(MessageQuery.all());

    room.clock.set(end);
    assertFails(FailureReason.KEY_EXPIRED, () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.KEY_EXPIRED, () -> door.openMailbox(key.key()));
    assertFails(FailureReason.INVALID_INPUT,
        () -> support.issueKey(NewKey.of("late", Role.READ).expiresAt(room.clock.instant())));
  }

  @Test
  void lists_tell_all_about_a_key_but_its_secret() {
    Instant end = Room.OPENING.plusSeconds(60);
    IssuedKey key = support.issueKey(NewKey.of("agent", Role.READ_WRITE).expiresAt(end));

    KeyDescription told = described(key.id());
    assertThat(told).isEqualTo(new KeyDescription(key.id(), support.scope(), "agent", Role.READ_WRITE.permissions(),
        Room.OPENING, Optional.of(end), Optional.empty(), Optional.empty()));
    String secret = key.secret().substring(key.secret().lastIndexOf('_') + 1);
    assertThat(told.toString() + key + key.key() + support.listKeys(PageRequest.first())).doesNotContain(secret);
  }

  @Test
  void a_place_lists_its_own_keys_and_those_below_and_no_others() {
    IssuedKey top = tenant.issueKey("t", Role.READ);
    IssuedKey middle = acme.issueKey("w", Role.READ);
    IssuedKey bottom = support.issueKey("m", Role.READ);
    IssuedKey other = tenant.createWorkspace("globex", "Globex").issueKey("g", Role.READ);

    assertThat(tenant.listKeys(PageRequest.first())).extracting(KeyDescription::id)
        .containsExactly(top.id(), middle.id(), bottom.id(), other.id());
    assertThat(acme.listKeys(PageRequest.first().limit(1))).extracting(KeyDescription::id).containsExactly(middle.id());
    assertThat(support.listKeys(PageRequest.first())).extracting(KeyDescription::id).containsExactly(bottom.id());
  }

  @Test
  void the_last_use_is_noted_once_an_hour_in_sessions_that_stay_open_too() {
    IssuedKey key = support.issueKey("agent", Role.READ);
    MailboxSession open = door.openMailbox(key.key());
    await().until(() -> described(key.id()).lastUsedAt().equals(Optional.of(Room.OPENING)));

    room.clock.advance(Duration.ofMinutes(59));
    open.list(MessageQuery.all());
    IssuedKey other = support.issueKey("other", Role.READ);
    door.openMailbox(other.key());
    await().until(() -> described(other.id()).lastUsedAt().isPresent());
    assertThat(described(key.id()).lastUsedAt()).contains(Room.OPENING);

    Instant later = room.clock.advance(Duration.ofMinutes(1));
    open.list(MessageQuery.all());
    await().until(() -> described(key.id()).lastUsedAt().equals(Optional.of(later)));
  }

  @Test
  void a_use_is_noted_as_before_the_revocation_that_followed_it() {
    IssuedKey key = support.issueKey("agent", Role.READ);
    door.openMailbox(key.key());
    room.clock.advance(Duration.ofSeconds(1));
    support.revokeKey(key.id());
    room.clock.advance(Duration.ofSeconds(1));

    await().until(() -> described(key.id()).lastUsedAt().isPresent());
    assertThat(described(key.id()).lastUsedAt()).contains(Room.OPENING);
  }

  @Test
  void a_use_just_before_the_engine_closes_is_noted(@TempDir Path folder) {
    InMemoryMailStore store = InMemoryMailStore.open();
    KeyId used;
    try (Room before = new Room(folder, store)) {
      IssuedKey key = before.engine.tenants().create("product").issueKey("t", Role.READ);
      before.engine.keyedAccess().openTenant(key.key());
      used = key.id();
    }
    try (Room after = new Room(folder, store.reopen())) {
      assertThat(after.engine.tenants().create("product").listKeys(PageRequest.first()).items())
          .filteredOn(key -> key.id().equals(used))
          .extracting(KeyDescription::lastUsedAt)
          .containsExactly(Optional.of(Room.OPENING));
    }
  }

  @Test
  void roles_are_sets_of_permissions_that_grow() {
    assertThat(Role.READ_WRITE.permissions()).containsAll(Role.READ.permissions());
    assertThat(Role.MANAGEMENT.permissions()).containsAll(Role.READ_WRITE.permissions())
        .isEqualTo(EnumSet.allOf(Permission.class));
    assertThat(described(support.issueKey("r", Role.READ).id()).permissions())
        .isEqualTo(EnumSet.of(Permission.READ, Permission.READ_USAGE));
  }
}
