package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.TENANT;
import static dev.postroom.core.crypto.Building.assertFails;
import static dev.postroom.core.crypto.Building.furnished;
import static dev.postroom.core.crypto.Building.ladder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SealException;
import dev.postroom.id.TenantId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeysTest {
  private static final Scope.OfTenant NEW_TENANT = new Scope.OfTenant(new TenantId(new UUID(1, 99)));

  private final MemoryVault vault = new MemoryVault();
  private final HostKey master = new HostKey("master-a");
  private final KeyLadder furnished = furnished(vault, master);

  /** What a host's key, or the service behind it, may do wrong. */
  static Stream<UnaryOperator<byte[]>> misbehaviours() {
    return Stream.of(bytes -> {
      throw new IllegalStateException("connection reset");
    }, bytes -> {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "throttled");
    }, MasterKeysTest::nothing, bytes -> new byte[0], bytes -> new byte[1], bytes -> new byte[48],
        bytes -> new byte[49],
        bytes -> new byte[64], bytes -> new byte[1000], bytes -> Arrays.copyOf(bytes, 32));
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void what_it_unwraps_wrongly_is_a_failure_for_now_and_is_not_kept(UnaryOperator<byte[]> misbehaviour) {
    KeyLadder ladder = ladder(vault, master);
    furnished.engine();
    master.onUnwrapped = misbehaviour;
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder.mailbox(MAILBOX));
    assertFails(FailureReason.SEAL_UNAVAILABLE, ladder::engine);
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder.create(NEW_TENANT));
    master.onUnwrapped = UnaryOperator.identity();
    ladder.mailbox(MAILBOX);
    ladder.engine();
    ladder.create(NEW_TENANT);
  }

  @ParameterizedTest
  @MethodSource("misbehaviours")
  void what_it_wraps_wrongly_never_reaches_the_vault(UnaryOperator<byte[]> misbehaviour) {
    master.onWrapped = misbehaviour;
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> furnished.create(NEW_TENANT));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> furnished.rotate(TENANT));
    assertThat(vault.secrets(KeyOwner.of(NEW_TENANT))).isEmpty();
    assertThat(vault.secrets(KeyOwner.of(TENANT))).hasSize(1);
  }

  @Test
  void one_that_is_silent_is_a_failure_for_now() {
    KeyLadder ladder = new KeyLadder(vault, MasterKeys.of(master, List.of(), Duration.ofSeconds(1)),
        new SecureRandom(), 1000);
    furnished.engine();
    CountDownLatch silence = new CountDownLatch(1);
    master.onUnwrapped = bytes -> whenReleased(silence, bytes);
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder.mailbox(MAILBOX));
    master.onUnwrapped = UnaryOperator.identity();
    silence.countDown();
    await().until(() -> opens(ladder));
  }

  /** A second is short for a thread that is not given a processor: then it is asked again, as after each failure for now. */
  private static boolean opens(KeyLadder ladder) {
    try {
      ladder.mailbox(MAILBOX);
      return true;
    } catch (SealException forNow) {
      assertThat(forNow.reason()).isEqualTo(FailureReason.SEAL_UNAVAILABLE);
      return false;
    }
  }

  private static byte[] whenReleased(CountDownLatch silence, byte[] bytes) {
    try {
      assertThat(silence.await(1, TimeUnit.MINUTES)).isTrue();
      return bytes;
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  @Test
  void a_key_that_does_not_encrypt_is_refused() {
    MasterKey clear = new Fake("clear", UnaryOperator.identity(), UnaryOperator.identity());
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder(new MemoryVault(), clear).create(TENANT));
    MasterKey framed = new Fake("framed", bytes -> Arrays.copyOf(bytes, bytes.length + 9),
        bytes -> Arrays.copyOf(bytes, bytes.length - 9));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder(new MemoryVault(), framed).create(TENANT));
  }

  @Test
  void a_key_that_neither_authenticates_nor_binds_is_seen_through() {
    UnaryOperator<byte[]> inverted = bytes -> {
      byte[] result = bytes.clone();
      for (int i = 0; i < result.length; i++) {
        result[i] = (byte) ~result[i];
      }
      return result;
    };
    MemoryVault weak = new MemoryVault();
    MasterKey weakest = new Fake("weak", inverted, inverted);
    furnished(weak, weakest);
    ladder(weak, weakest).mailbox(MAILBOX);
    weak.put(List.of(new WrappedSecret(KeyOwner.of(TENANT), 1, "weak",
        weak.only(KeyOwner.of(Building.OTHER_TENANT)).secret())));
    assertFails(FailureReason.SEAL_UNAVAILABLE, () -> ladder(weak, weakest).mailbox(MAILBOX));
  }

  @Test
  void a_change_that_it_makes_to_its_arguments_harms_nothing() {
    MasterKey greedy = new Fake("greedy", bytes -> bytes, bytes -> bytes) {
      @Override
      public byte[] wrap(byte[] secret, byte[] associatedData) {
        byte[] wrapped = master.wrap(secret, associatedData);
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(associatedData, (byte) 0);
        return wrapped;
      }

      @Override
      public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        byte[] secret = master.unwrap(wrapped, associatedData);
        Arrays.fill(wrapped, (byte) 0);
        Arrays.fill(associatedData, (byte) 0);
        return secret;
      }
    };
    MemoryVault own = new MemoryVault();
    furnished(own, greedy).mailbox(MAILBOX);
    ladder(own, greedy).mailbox(MAILBOX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a\nb"})
  void an_id_that_cannot_be_stored_is_refused(String id) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> MasterKeys.of(new HostKey(id), List.of()));
  }

  @Test
  void ids_are_different_and_not_too_long() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MasterKeys.of(new HostKey("a"), List.of(new HostKey("a"))));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> MasterKeys.of(new HostKey("a".repeat(65)), List.of()));
    MasterKeys.of(new HostKey("a".repeat(64)), List.of(new HostKey("b")));
  }

  /** What a host compiled without null checks may return. */
  @SuppressWarnings("NullAway")
  private static byte[] nothing(byte[] bytes) {
    return null;
  }

  private static class Fake implements MasterKey {
    private final String id;
    private final UnaryOperator<byte[]> wrap;
    private final UnaryOperator<byte[]> unwrap;

    Fake(String id, UnaryOperator<byte[]> wrap, UnaryOperator<byte[]> unwrap) {
      this.id = id;
      this.wrap = wrap;
      this.unwrap = unwrap;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public byte[] wrap(byte[] secret, byte[] associatedData) {
      return wrap.apply(secret);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
      return unwrap.apply(wrapped);
    }
  }
}
