package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.NEIGHBOUR;
import static dev.postroom.core.crypto.Building.OTHER_MAILBOX;
import static dev.postroom.core.crypto.Building.OTHER_TENANT;
import static dev.postroom.core.crypto.Building.OTHER_WORKSPACE;
import static dev.postroom.core.crypto.Building.TENANT;
import static dev.postroom.core.crypto.Building.WORKSPACE;
import static dev.postroom.core.crypto.Building.assertBroken;
import static dev.postroom.core.crypto.Building.assertFails;
import static dev.postroom.core.crypto.Building.furnished;
import static dev.postroom.core.crypto.Building.ladder;
import static dev.postroom.core.crypto.Building.open;
import static dev.postroom.core.crypto.Building.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WrappedSecret;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyLadderTest {
  private final MemoryVault vault = new MemoryVault();
  private final HostKey master = new HostKey("master-a");
  private final KeyLadder ladder = furnished(vault, master);

  static List<Scope> rungs() {
    return List.of(TENANT, WORKSPACE, MAILBOX);
  }

  @Test
  void what_was_sealed_opens_after_a_restart() {
    SealedBytes sealed = seal(ladder.mailbox(MAILBOX), "hello");
    assertThat(open(ladder(vault, master).mailbox(MAILBOX), sealed)).isEqualTo("hello");
  }

  @Test
  void no_mailbox_opens_what_another_sealed() {
    SealedBytes sealed = seal(ladder.mailbox(MAILBOX), "hello");
    assertBroken(() -> open(ladder.mailbox(NEIGHBOUR), sealed));
    assertBroken(() -> open(ladder.mailbox(OTHER_MAILBOX), sealed));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void creating_again_changes_nothing(Scope scope) {
    List<WrappedSecret> before = vault.secrets(KeyOwner.of(scope));
    ladder.create(scope);
    assertThat(vault.secrets(KeyOwner.of(scope))).isEqualTo(before).hasSize(1);
  }

  @Test
  void nothing_is_created_below_what_is_not_there() {
    Scope.OfWorkspace homeless = new Scope.OfTenant(OTHER_TENANT.tenant()).workspace(WORKSPACE.workspace());
    ladder.erase(OTHER_TENANT);
    assertBroken(() -> ladder.create(homeless));
    assertBroken(() -> ladder.mailbox(OTHER_MAILBOX));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void rotating_keeps_what_was_sealed_and_seals_anew(Scope scope) {
    SealedBytes before = seal(ladder.mailbox(MAILBOX), "before");
    assertThat(ladder.rotate(scope)).isEqualTo(2);
    SealedBytes after = seal(ladder.mailbox(MAILBOX), "after");
    for (KeyLadder each : List.of(ladder, ladder(vault, master))) {
      assertThat(open(each.mailbox(MAILBOX), before)).isEqualTo("before");
      assertThat(open(each.mailbox(MAILBOX), after)).isEqualTo("after");
    }
  }

  @Test
  void a_rotated_mailbox_seals_and_searches_with_the_new_version() {
    Token former = ladder.mailbox(MAILBOX).token(Token.Kind.FROM, "word");
    ladder.rotate(MAILBOX);
    MailboxCipher cipher = ladder.mailbox(MAILBOX);
    assertThat(seal(cipher, "x").toByteArray()).startsWith(1, 0, 0, 0, 2, 0);
    assertThat(cipher.token(Token.Kind.FROM, "word").version()).isEqualTo(2);
    assertThat(cipher.tokens(Token.Kind.FROM, "word")).containsExactly(cipher.token(Token.Kind.FROM, "word"), former);
  }

  @Test
  void what_is_made_below_a_rotated_rung_is_wrapped_by_its_new_version() {
    ladder.mailbox(MAILBOX);
    ladder.rotate(WORKSPACE);
    ladder.rotate(MAILBOX);
    assertThat(vault.secrets(KeyOwner.of(MAILBOX))).extracting(WrappedSecret::wrappedBy).containsExactly("1", "2");
  }

  @Test
  void a_former_version_is_retired_when_no_child_needs_it() {
    SealedBytes sealed = seal(ladder.mailbox(MAILBOX), "before");
    ladder.rotate(WORKSPACE);
    assertThat(ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR))).isFalse();
    assertThat(ladder.rewrap(MAILBOX)).isEqualTo(1);
    assertThat(ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR))).isFalse();
    assertThat(vault.secrets(KeyOwner.of(WORKSPACE))).hasSize(2);
    assertThat(ladder.rewrap(NEIGHBOUR)).isEqualTo(1);
    assertThat(ladder.rewrap(NEIGHBOUR)).isZero();
    assertThat(ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR))).isTrue();
    assertThat(vault.secrets(KeyOwner.of(WORKSPACE))).extracting(WrappedSecret::version).containsExactly(2);
    assertThat(open(ladder.mailbox(MAILBOX), sealed)).isEqualTo("before");
    assertThat(open(ladder(vault, master).mailbox(MAILBOX), sealed)).isEqualTo("before");
  }

  @Test
  void a_tenants_former_version_is_retired_too() {
    SealedBytes sealed = seal(ladder.mailbox(MAILBOX), "before");
    ladder.rotate(TENANT);
    ladder.rewrap(WORKSPACE);
    assertThat(ladder.retire(TENANT, List.of(WORKSPACE))).isTrue();
    assertThat(vault.secrets(KeyOwner.of(TENANT))).extracting(WrappedSecret::version).containsExactly(2);
    assertThat(open(ladder(vault, master).mailbox(MAILBOX), sealed)).isEqualTo("before");
    assertThat(ladder.rotate(TENANT)).isEqualTo(3);
  }

  @Test
  void a_retired_version_opens_nothing_that_a_copy_kept() {
    WrappedSecret copy = vault.only(KeyOwner.of(MAILBOX));
    ladder.rotate(WORKSPACE);
    ladder.rewrap(MAILBOX);
    ladder.rewrap(NEIGHBOUR);
    ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR));
    vault.put(List.of(copy));
    ladder.forget(MAILBOX);
    assertBroken(() -> ladder.mailbox(MAILBOX));
  }

  @Test
  void the_master_key_rotates_and_the_former_one_can_go() {
    ladder.engine();
    SealedBytes sealed = seal(ladder.mailbox(MAILBOX), "hello");
    byte[] mac = ladder.engine().mac("cursor", new byte[]{1});
    HostKey next = new HostKey("master-b");
    KeyLadder both = ladder(vault, next, master);
    assertThat(open(both.mailbox(MAILBOX), sealed)).isEqualTo("hello");
    assertThat(both.rewrapEngine() + both.rewrap(TENANT) + both.rewrap(OTHER_TENANT)).isEqualTo(3);
    KeyLadder alone = ladder(vault, next);
    assertThat(open(alone.mailbox(MAILBOX), sealed)).isEqualTo("hello");
    assertThat(alone.engine().mac("cursor", new byte[]{1})).isEqualTo(mac);
    assertThat(alone.engine().mac("other", new byte[]{1})).isNotEqualTo(mac);
    assertThat(alone.engine().mac("cursor", new byte[]{2})).isNotEqualTo(mac);
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> ladder(vault, master).engine());
  }

  @Test
  void another_master_key_is_told_at_the_start() {
    ladder.engine();
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> ladder(vault, new HostKey("master-b")).engine());
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> ladder(vault, new HostKey("master-a", "other")).engine());
    assertFails(FailureReason.MASTER_KEY_WRONG, () -> ladder(vault, new HostKey("master-b")).mailbox(MAILBOX));
    assertBroken(() -> ladder(vault, new HostKey("master-a", "other")).mailbox(MAILBOX));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void after_an_erasure_nothing_opens(Scope scope) {
    SealedBytes other = seal(ladder.mailbox(OTHER_MAILBOX), "hello");
    ladder.mailbox(MAILBOX);
    ladder.erase(scope);
    assertThat(vault.secrets(KeyOwner.of(scope))).isEmpty();
    for (KeyLadder each : List.of(ladder, ladder(vault, master))) {
      assertBroken(() -> each.mailbox(MAILBOX));
      assertThat(open(each.mailbox(OTHER_MAILBOX), other)).isEqualTo("hello");
    }
    ladder.erase(scope);
    assertBroken(() -> ladder.rotate(scope));
    assertThat(ladder.rewrap(scope)).isZero();
  }

  @Test
  void after_an_erasure_a_copy_of_the_rungs_below_opens_nothing() {
    List<WrappedSecret> copy = new ArrayList<>();
    rungs().forEach(scope -> copy.add(vault.only(KeyOwner.of(scope))));
    ladder.erase(MAILBOX);
    ladder.erase(WORKSPACE);
    ladder.erase(TENANT);
    vault.put(copy.subList(1, 3));
    assertBroken(() -> ladder.mailbox(MAILBOX));
    ladder.create(TENANT);
    assertBroken(() -> ladder.mailbox(MAILBOX));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void a_wrapped_secret_opens_in_no_other_slot(Scope scope) {
    Scope elsewhere = switch (scope) {
      case Scope.OfTenant tenant -> OTHER_TENANT;
      case Scope.OfWorkspace workspace -> OTHER_WORKSPACE;
      case Scope.OfMailbox mailbox -> NEIGHBOUR;
    };
    WrappedSecret secret = vault.only(KeyOwner.of(scope));
    vault.put(List.of(new WrappedSecret(KeyOwner.of(elsewhere), 1, secret.wrappedBy(), secret.secret())));
    Scope.OfMailbox below = elsewhere instanceof Scope.OfMailbox mailbox ? mailbox : OTHER_MAILBOX;
    assertBroken(() -> ladder(vault, master).mailbox(below));
    vault.put(List.of(new WrappedSecret(secret.owner(), 7, secret.wrappedBy(), secret.secret())));
    assertBroken(() -> ladder(vault, master).mailbox(MAILBOX));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void no_bit_of_a_wrapped_secret_can_be_flipped(Scope scope) {
    KeyOwner owner = KeyOwner.of(scope);
    int bits = vault.only(owner).secret().toByteArray().length * 8;
    for (int bit = 0; bit < bits; bit++) {
      int at = bit;
      vault.damage(owner, bytes -> flipped(bytes, at));
      assertBroken(() -> ladder(vault, master).mailbox(MAILBOX));
      vault.damage(owner, bytes -> flipped(bytes, at));
    }
    vault.damage(owner, bytes -> new byte[0]);
    assertBroken(() -> ladder(vault, master).mailbox(MAILBOX));
  }

  @Test
  void a_parents_name_that_is_no_version_is_refused() {
    WrappedSecret secret = vault.only(KeyOwner.of(MAILBOX));
    for (String by : List.of("", "x", "2", "01", "+1", "master-a")) {
      vault.put(List.of(new WrappedSecret(secret.owner(), 1, by, secret.secret())));
      assertBroken(() -> ladder(vault, master).mailbox(MAILBOX));
    }
  }

  @Test
  void a_tenant_asks_the_master_key_once() {
    KeyLadder fresh = ladder(vault, master);
    master.unwraps.set(0);
    for (int i = 0; i < 10; i++) {
      seal(fresh.mailbox(MAILBOX), "x");
      seal(fresh.mailbox(NEIGHBOUR), "y");
    }
    assertThat(master.unwraps).hasValue(1);
    fresh.forget(WORKSPACE);
    fresh.mailbox(MAILBOX);
    assertThat(master.unwraps).hasValue(1);
    fresh.forget(TENANT);
    fresh.mailbox(MAILBOX);
    assertThat(master.unwraps).hasValue(2);
  }

  @Test
  void forgetting_reaches_what_is_below_and_nothing_else() {
    MailboxCipher mailbox = ladder.mailbox(MAILBOX);
    MailboxCipher other = ladder.mailbox(OTHER_MAILBOX);
    ladder.forget(TENANT);
    assertThat(ladder.mailbox(OTHER_MAILBOX)).isSameAs(other);
    assertThat(ladder.mailbox(MAILBOX)).isNotSameAs(mailbox);
    MailboxCipher neighbour = ladder.mailbox(NEIGHBOUR);
    ladder.forget(MAILBOX);
    assertThat(ladder.mailbox(NEIGHBOUR)).isSameAs(neighbour);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }
}
