package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.SecretDigest;
import dev.postroom.id.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of keys. */
public interface KeyTableContract extends StoreUnderTest {

  @Test
  default void a_key_comes_back_as_it_was_issued() {
    Scope.OfMailbox place = room().mailbox("acme");
    byte[] digest = new byte[SecretDigest.LENGTH];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (i * 37 - 128);
    }
    Instant now = room().clock().instant();
    for (Scope scope : List.of(place.inWorkspace().inTenant(), place.inWorkspace(), place)) {
      for (Set<Permission> permissions : List.of(Set.<Permission>of(), EnumSet.allOf(Permission.class),
          EnumSet.of(Permission.SEND))) {
        KeyRecord key = new KeyRecord(room().ids().key(), scope, "Agent \u2709 'x'", permissions,
            SecretDigest.ofStored(digest), now, Optional.of(now.plus(Duration.ofDays(90))), Optional.empty(),
            Optional.empty());
        room().change(t -> Rungs.keys(t, scope).insert(key));

        assertThat(room().find(t -> t.findKey(key.id()))).contains(key);
        assertThat(room().find(t -> Rungs.keys(t, scope).find(key.id()))).contains(key);
      }
    }
  }

  @Test
  default void a_key_that_nobody_issued_is_not_found() {
    room().key(room().tenant("acme"));

    assertThat(room().find(t -> t.findKey(room().ids().key()))).isEmpty();
  }

  @Test
  default void a_table_shows_the_keys_of_its_place_and_of_those_below_and_no_others() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    Scope.OfTenant tenant = workspace.inTenant();
    KeyId ofTenant = room().key(tenant).id();
    KeyId ofWorkspace = room().key(workspace).id();
    KeyId ofMailbox = room().key(mailbox).id();
    KeyId ofSiblingMailbox = room().key(room().mailbox(workspace, "sibling")).id();
    KeyId ofSiblingWorkspace = room().key(room().workspace(tenant, "sibling")).id();
    KeyId ofStranger = room().key(room().mailbox("stranger")).id();

    assertThat(keys(tenant)).containsExactly(ofTenant, ofWorkspace, ofMailbox, ofSiblingMailbox, ofSiblingWorkspace);
    assertThat(keys(workspace)).containsExactly(ofWorkspace, ofMailbox, ofSiblingMailbox);
    assertThat(keys(mailbox)).containsExactly(ofMailbox);
    for (KeyId foreign : List.of(ofTenant, ofWorkspace, ofSiblingMailbox, ofSiblingWorkspace, ofStranger)) {
      assertThat(room().find(t -> Rungs.keys(t, mailbox).find(foreign))).isEmpty();
    }
    assertThat(room().find(t -> Rungs.keys(t, workspace).find(ofTenant))).isEmpty();
    assertThat(room().find(t -> Rungs.keys(t, tenant).find(ofStranger))).isEmpty();
    assertThat(room().find(t -> Rungs.keys(t, tenant).find(ofSiblingMailbox))).isPresent();
  }

  @Test
  default void keys_are_listed_by_id_in_pages() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyId one = room().key(mailbox).id();
    KeyId two = room().key(mailbox.inWorkspace()).id();
    KeyId three = room().key(mailbox).id();

    assertThat(room().list(t -> Rungs.keys(t, mailbox.inWorkspace()).list(Optional.empty(), 2)))
        .extracting(KeyRecord::id)
        .containsExactly(one, two);
    assertThat(room().list(t -> Rungs.keys(t, mailbox.inWorkspace()).list(Optional.of(two), 2)))
        .extracting(KeyRecord::id)
        .containsExactly(three);
    assertThat(room().list(t -> Rungs.keys(t, mailbox).list(Optional.of(two), 2))).extracting(KeyRecord::id)
        .containsExactly(three);
  }

  @Test
  default void a_key_is_only_put_into_a_table_that_covers_it() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfMailbox other = room().mailbox("other");
    KeyRecord ofTenant = room().rows().key(mailbox.inWorkspace().inTenant());
    KeyRecord ofStranger = room().rows().key(other);
    KeyRecord straddling = room().rows().key(other.inWorkspace().inTenant().workspace(mailbox.workspace()));

    Attempt.at(() -> room().change(t -> Rungs.keys(t, mailbox).insert(ofTenant)));
    Attempt.at(() -> room().change(t -> Rungs.keys(t, mailbox.inWorkspace().inTenant()).insert(ofStranger)));
    Attempt.at(() -> room().change(t -> Rungs.keys(t, other.inWorkspace().inTenant()).insert(straddling)));

    for (KeyRecord key : List.of(ofTenant, ofStranger, straddling)) {
      assertThat(room().find(t -> t.findKey(key.id()))).isEmpty();
    }
  }

  @Test
  default void a_key_may_be_put_into_the_table_of_a_place_above_its_own() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyRecord key = room().rows().key(mailbox);
    room().change(t -> Rungs.keys(t, mailbox.inWorkspace().inTenant()).insert(key));

    assertThat(room().find(t -> Rungs.keys(t, mailbox).find(key.id()))).contains(key);
  }

  @Test
  default void a_revoked_key_is_still_shown_and_stays_revoked_since_the_first_time() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyId key = room().key(mailbox).id();
    Instant first = room().clock().tick();
    Instant second = room().clock().tick();

    assertThat(store().<Boolean>write(t -> Rungs.keys(t, mailbox).revoke(key, first))).isTrue();
    assertThat(store().<Boolean>write(t -> Rungs.keys(t, mailbox).revoke(key, second))).isTrue();

    assertThat(room().find(t -> t.findKey(key))).hasValueSatisfying(row -> assertThat(row.revokedAt()).contains(first));
    assertThat(keys(mailbox)).containsExactly(key);
  }

  @Test
  default void a_place_revokes_the_keys_below_it_and_no_others() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfTenant tenant = mailbox.inWorkspace().inTenant();
    KeyId below = room().key(mailbox).id();
    KeyId above = room().key(tenant).id();
    KeyId beside = room().key(room().mailbox("other")).id();
    Instant at = room().clock().tick();

    assertThat(store().<Boolean>write(t -> Rungs.keys(t, mailbox).revoke(above, at))).isFalse();
    assertThat(store().<Boolean>write(t -> Rungs.keys(t, tenant).revoke(beside, at))).isFalse();
    assertThat(store().<Boolean>write(t -> Rungs.keys(t, tenant).revoke(room().ids().key(), at))).isFalse();
    assertThat(store().<Boolean>write(t -> Rungs.keys(t, tenant).revoke(below, at))).isTrue();

    assertThat(revoked(above)).isEmpty();
    assertThat(revoked(beside)).isEmpty();
    assertThat(revoked(below)).contains(at);
  }

  @Test
  default void revoking_all_keys_of_a_place_answers_those_that_were_still_open() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    KeyId above = room().key(workspace.inTenant()).id();
    KeyId here = room().key(workspace).id();
    KeyId below = room().key(mailbox).id();
    KeyId before = room().key(mailbox).id();
    KeyId beside = room().key(room().mailbox("other")).id();
    Instant first = room().clock().tick();
    room().change(t -> Rungs.keys(t, mailbox).revoke(before, first));
    Instant second = room().clock().tick();

    assertThat(store().<List<KeyId>>write(t -> Rungs.keys(t, workspace).revokeAll(second))).containsExactlyInAnyOrder(
        here,
        below);
    assertThat(store().<List<KeyId>>write(t -> Rungs.keys(t, workspace).revokeAll(second))).isEmpty();

    assertThat(revoked(here)).contains(second);
    assertThat(revoked(below)).contains(second);
    assertThat(revoked(before)).contains(first);
    assertThat(revoked(above)).isEmpty();
    assertThat(revoked(beside)).isEmpty();
  }

  @Test
  default void a_key_remembers_when_it_was_last_used_and_nothing_else_changes() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyRecord key = room().key(mailbox);
    Instant at = room().clock().tick();
    room().change(t -> Rungs.keys(t, mailbox).used(key.id(), at));

    assertThat(room().find(t -> t.findKey(key.id()))).contains(new KeyRecord(key.id(), key.scope(), key.name(),
        key.permissions(), key.digest(), key.createdAt(), key.expiresAt(), key.revokedAt(), Optional.of(at)));
  }

  @Test
  default void a_key_is_not_marked_as_used_from_another_place() {
    KeyRecord key = room().key(room().mailbox("acme"));
    Scope.OfMailbox other = room().mailbox("other");
    Attempt.at(() -> room().change(t -> Rungs.keys(t, other).used(key.id(), room().clock().tick())));

    assertThat(room().find(t -> t.findKey(key.id()))).contains(key);
  }

  private List<KeyId> keys(Scope place) {
    return room().see(t -> Rungs.keys(t, place).list(Optional.empty(), 100)).stream().map(KeyRecord::id).toList();
  }

  private Optional<Instant> revoked(KeyId key) {
    return room().see(t -> t.findKey(key)).orElseThrow().revokedAt();
  }
}
