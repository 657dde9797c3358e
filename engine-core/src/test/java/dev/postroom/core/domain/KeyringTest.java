package dev.postroom.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.core.dkim.DkimAlgorithm;
import dev.postroom.core.dkim.DkimKeyPair;
import dev.postroom.core.dkim.Selector;
import dev.postroom.error.SealException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyringTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final Keyring keyring = new Keyring(List.of(pair("a")), List.of(pair("b")),
      List.of(new Keyring.Former(pair("c").published(), NOW)));

  @Test
  void a_keyring_is_the_same_after_it_was_written_and_read() {
    Keyring read = KeyringCodec.decode(KeyringCodec.encode(keyring));

    assertThat(read.published(NOW)).isEqualTo(keyring.published(NOW)).hasSize(3);
    assertThat(read.former()).isEqualTo(keyring.former());
    assertThat(read.waitingSelectors()).containsExactly(new Selector("b"));
    assertThat(read.signing().get(0).keys().encoded()).isEqualTo(keyring.signing().get(0).keys().encoded());
  }

  @Test
  void octets_that_are_no_keyring_are_refused() {
    byte[] encoded = KeyringCodec.encode(keyring);
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> KeyringCodec.decode(cut)).isInstanceOf(SealException.class);
    }
  }

  @Test
  void of_what_has_stopped_signing_no_private_half_is_kept() {
    byte[] secret = keyring.signing().get(0).keys().encoded();
    Keyring activated = keyring.activated(NOW);

    assertThat(contains(KeyringCodec.encode(keyring), secret)).isTrue();
    assertThat(contains(KeyringCodec.encode(activated), secret)).isFalse();
    assertThat(activated.published(NOW)).hasSize(3);
  }

  @Test
  void of_too_many_former_keys_the_oldest_are_dropped() {
    Keyring often = keyring;
    for (int i = 0; i < 300; i++) {
      often = new Keyring(often.signing(), List.of(pair("n" + i)), often.former()).activated(NOW);
    }

    assertThat(often.former()).hasSize(20)
        .last()
        .isEqualTo(new Keyring.Former(often.former().get(19).published(), NOW));
    assertThat(often.former().get(19).published().selector()).isEqualTo(new Selector("n298"));
    assertThat(KeyringCodec.decode(KeyringCodec.encode(often)).former()).isEqualTo(often.former());
  }

  @Test
  void nothing_of_a_key_is_printed() {
    assertThat(keyring).hasToString("Keyring[1 signing, 1 waiting, 1 former]");
  }

  private Keyring.Pair pair(String selector) {
    return new Keyring.Pair(new Selector(selector), DkimKeyPair.generate(DkimAlgorithm.ED25519_SHA256, random));
  }

  private static boolean contains(byte[] octets, byte[] part) {
    for (int i = 0; i + part.length <= octets.length; i++) {
      if (Arrays.equals(octets, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
