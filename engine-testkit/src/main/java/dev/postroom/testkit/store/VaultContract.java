package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.testkit.CanaryScan;
import dev.postroom.testkit.Crowd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of the vault. */
public interface VaultContract extends StoreUnderTest {

  @Test
  default void an_owner_without_secrets_has_none() {
    assertThat(store().vault().secrets(KeyOwner.engine())).isEmpty();
    assertThat(store().vault().secrets(owner(KeyOwner.Rung.TENANT))).isEmpty();
  }

  @Test
  default void a_secret_comes_back_as_it_was_put_in_whatever_its_size() {
    for (KeyOwner.Rung rung : KeyOwner.Rung.values()) {
      KeyOwner owner = rung == KeyOwner.Rung.ENGINE ? KeyOwner.engine() : owner(rung);
      WrappedSecret small = new WrappedSecret(owner, 1, "k", SealedBytes.copyOf(new byte[]{7}));
      WrappedSecret large = new WrappedSecret(owner, 2, "w".repeat(64), SealedBytes.copyOf(filled(320, 0xA5)));
      store().vault().put(List.of(small, large));

      assertThat(store().vault().secrets(owner)).containsExactly(small, large);
    }
  }

  @Test
  default void versions_are_listed_oldest_first_in_whatever_order_they_came() {
    KeyOwner owner = owner(KeyOwner.Rung.WORKSPACE);
    store().vault().put(List.of(secret(owner, 12, "twelve")));
    store().vault().put(List.of(secret(owner, 2, "two")));
    store().vault().put(List.of(secret(owner, 1, "one")));

    assertThat(store().vault().secrets(owner)).extracting(WrappedSecret::version).containsExactly(1, 2, 12);
  }

  @Test
  default void a_secret_put_in_again_takes_the_place_of_the_same_version() {
    KeyOwner owner = owner(KeyOwner.Rung.MAILBOX);
    store().vault().put(List.of(secret(owner, 1, "short"), secret(owner, 2, "kept")));
    WrappedSecret rewrapped = new WrappedSecret(owner, 1, "newer-key", SealedBytes.copyOf(filled(300, 9)));
    store().vault().put(List.of(rewrapped));

    assertThat(store().vault().secrets(owner)).containsExactly(rewrapped, secret(owner, 2, "kept"));
  }

  @Test
  default void owners_on_different_rungs_are_different_also_with_the_same_id() {
    UUID id = room().ids().next();
    List<WrappedSecret> secrets = Arrays.stream(KeyOwner.Rung.values())
        .map(rung -> secret(new KeyOwner(rung, id), 1, rung.name()))
        .toList();
    store().vault().put(secrets);
    store().vault().destroy(new KeyOwner(KeyOwner.Rung.WORKSPACE, id));

    assertThat(store().vault().secrets(new KeyOwner(KeyOwner.Rung.WORKSPACE, id))).isEmpty();
    assertThat(store().vault().secrets(new KeyOwner(KeyOwner.Rung.TENANT, id))).containsExactly(secrets.get(1));
    assertThat(store().vault().secrets(new KeyOwner(KeyOwner.Rung.MAILBOX, id))).containsExactly(secrets.get(3));
  }

  @Test
  default void one_version_can_be_destroyed() {
    KeyOwner owner = owner(KeyOwner.Rung.MAILBOX);
    store().vault().put(List.of(secret(owner, 1, "one"), secret(owner, 2, "two"), secret(owner, 3, "three")));
    store().vault().destroy(owner, 2);

    assertThat(store().vault().secrets(owner)).extracting(WrappedSecret::version).containsExactly(1, 3);
  }

  @Test
  default void destroying_what_is_not_there_does_nothing() {
    KeyOwner owner = owner(KeyOwner.Rung.MAILBOX);
    KeyOwner other = owner(KeyOwner.Rung.MAILBOX);
    store().vault().put(List.of(secret(owner, 1, "one")));
    store().vault().destroy(owner, 2);
    store().vault().destroy(other, 1);
    store().vault().destroy(other);
    store().vault().put(List.of());

    assertThat(store().vault().secrets(owner)).containsExactly(secret(owner, 1, "one"));
  }

  @Test
  default void the_slot_of_a_destroyed_secret_can_be_used_again() {
    for (int round = 0; round < 50; round++) {
      KeyOwner owner = owner(KeyOwner.Rung.MAILBOX);
      store().vault().put(List.of(secret(owner, 1, "one"), secret(owner, 2, "two")));
      store().vault().destroy(owner);
      assertThat(store().vault().secrets(owner)).isEmpty();
      store().vault().put(List.of(secret(owner, 1, "anew")));
      assertThat(store().vault().secrets(owner)).containsExactly(secret(owner, 1, "anew"));
    }
  }

  @Test
  default void the_octets_of_a_destroyed_secret_are_in_no_file() {
    KeyOwner all = owner(KeyOwner.Rung.TENANT);
    KeyOwner one = owner(KeyOwner.Rung.WORKSPACE);
    KeyOwner replaced = owner(KeyOwner.Rung.MAILBOX);
    store().vault()
        .put(List.of(secret(all, 1, "CANARY-destroyed-with-all"), secret(all, 2, "CANARY-destroyed-too"),
            secret(one, 1, "CANARY-destroyed-alone"), secret(one, 2, "kept"), secret(replaced, 1, "CANARY-replaced")));
    store().vault().destroy(all);
    store().vault().destroy(one, 1);
    store().vault().put(List.of(secret(replaced, 1, "rewrapped")));
    store().vault().destroy(replaced);

    folder().ifPresent(folder -> assertThat(CanaryScan.of(folder, List.of("CANARY-"))).isEmpty());
    restart();
    folder().ifPresent(folder -> assertThat(CanaryScan.of(folder, List.of("CANARY-"))).isEmpty());
    assertThat(store().vault().secrets(one)).containsExactly(secret(one, 2, "kept"));
  }

  @Test
  default void many_use_the_vault_at_once() {
    List<Boolean> right = Crowd.of(6, number -> {
      boolean same = true;
      for (int i = 0; i < 15; i++) {
        KeyOwner owner = owner(KeyOwner.Rung.MAILBOX);
        List<WrappedSecret> secrets = List.of(secret(owner, 1, "one " + i), secret(owner, 2, "two " + i));
        store().vault().put(secrets);
        same &= store().vault().secrets(owner).equals(secrets);
        store().vault().destroy(owner, 1);
        same &= store().vault().secrets(owner).equals(secrets.subList(1, 2));
      }
      return same;
    });

    assertThat(right).containsOnly(true);
  }

  @Test
  default void a_vault_holds_the_secrets_of_many_owners() {
    List<WrappedSecret> secrets = IntStream.range(0, 2_000)
        .mapToObj(i -> secret(owner(KeyOwner.Rung.MAILBOX), 1, "secret " + i))
        .toList();
    store().vault().put(secrets);
    restart();

    assertThat(secrets)
        .allSatisfy(secret -> assertThat(store().vault().secrets(secret.owner())).containsExactly(secret));
  }

  private KeyOwner owner(KeyOwner.Rung rung) {
    return new KeyOwner(rung, room().ids().next());
  }

  private static WrappedSecret secret(KeyOwner owner, int version, String text) {
    return new WrappedSecret(owner, version, "key-1", SealedBytes.copyOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] filled(int length, int value) {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) value);
    return octets;
  }
}
