package dev.postroom.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MeddledStore;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.SecretDigest;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.id.IdSource;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.testkit.SettableClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveKeysTest {
  private final SettableClock clock = SettableClock.standing();
  private final MeddledStore store = new MeddledStore();
  private final Undecided undecided = new Undecided();
  private final LiveKeys keys = new LiveKeys(store, new LiveStandings(store, undecided), undecided);
  private Scope.OfTenant tenant;
  private KeyId key;

  @BeforeEach
  void provision() {
    IdSource ids = new IdSource(clock, new SecureRandom());
    tenant = new Scope.OfTenant(ids.tenant());
    key = ids.key();
    KeyRecord issued = new KeyRecord(key, tenant, "", Set.of(Permission.READ),
        SecretDigest.ofStored(new byte[SecretDigest.LENGTH]), clock.instant(), Optional.empty(), Optional.empty(),
        Optional.empty());
    store.write(transaction -> {
      transaction.insertTenant(new TenantRow(tenant.tenant(), new ExternalId("acme"), "", "acme", Standing.ACTIVE,
          clock.instant()));
      transaction.tenant(tenant.tenant()).keys().insert(issued);
      return tenant;
    });
  }

  @Test
  void a_key_that_is_revoked_while_it_is_looked_up_is_not_kept() {
    AtomicReference<CompletableFuture<Void>> dropping = new AtomicReference<>();
    store.after(LiveKeysTest::isOfAKey, () -> {
      revoke();
      dropping.set(CompletableFuture.runAsync(() -> keys.changed(List.of(key))));
    });

    assertThat(keys.look(key).record().orElseThrow().revokedAt()).as("asked before it was revoked").isEmpty();
    dropping.get().join();
    assertThat(keys.look(key).record().orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void a_key_that_may_have_been_revoked_while_it_is_looked_up_is_not_kept() {
    store.after(LiveKeysTest::isOfAKey, () -> {
      revoke();
      CompletableFuture.runAsync(keys::unknown).join();
    });

    assertThat(keys.look(key).record().orElseThrow().revokedAt()).as("asked before it was revoked").isEmpty();
    assertThat(keys.look(key).record().orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void what_was_seen_of_a_key_counts_until_it_is_changed() {
    StoredKey seen = keys.look(key);
    assertThat(keys.isStill(seen)).isTrue();

    revoke();
    keys.changed(List.of(key));
    assertThat(keys.isStill(seen)).isFalse();
    assertThat(keys.look(key).record().orElseThrow().revokedAt()).isPresent();
  }

  @Test
  void what_was_seen_of_a_key_counts_for_nothing_while_a_change_is_undecided() {
    StoredKey seen = keys.look(key);

    undecided.begin();
    revoke();
    assertThat(keys.isStill(seen)).isFalse();
    assertThat(keys.look(key).record().orElseThrow().revokedAt()).isPresent();
  }

  private static boolean isOfAKey(Object answer) {
    return answer instanceof Optional<?> found && found.filter(KeyRecord.class::isInstance).isPresent();
  }

  private void revoke() {
    store.write(transaction -> transaction.tenant(tenant.tenant()).keys().revoke(key, clock.instant()));
  }
}
