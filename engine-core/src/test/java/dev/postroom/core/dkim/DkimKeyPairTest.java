package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SealException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimKeyPairTest {

  static Stream<DkimKey> keys() {
    return Keys.BOTH.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void a_pair_is_the_same_after_it_was_written_and_read(DkimKey key) throws Exception {
    DkimKeyPair read = DkimKeyPair.decode(key.pair().encoded());

    assertThat(read.algorithm()).isEqualTo(key.pair().algorithm());
    assertThat(read.publicRecord()).isEqualTo(key.pair().publicRecord());
    assertThat(read.encoded()).isEqualTo(key.pair().encoded());
    byte[] letter = Letters.utf8("From: a@acme.example\r\n\r\n");
    byte[] signature = new DkimSigner().sign(Letters.source(letter),
        List.of(new DkimKey(key.domain(), key.selector(), read)), Instant.EPOCH);
    byte[] signed = Arrays.copyOf(signature, signature.length + letter.length);
    System.arraycopy(letter, 0, signed, signature.length, letter.length);
    assertThat(new PlainVerifier(Keys.PUBLISHED).verify(signed)).containsExactly(true);
  }

  @Test
  void an_rsa_key_has_2048_bits() throws Exception {
    String record = Keys.RSA.pair().publicRecord();

    assertThat(record).startsWith("v=DKIM1; k=rsa; p=");
    byte[] info = Base64.getDecoder().decode(record.substring("v=DKIM1; k=rsa; p=".length()));
    RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(info));
    assertThat(key.getModulus().bitLength()).isEqualTo(2048);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void octets_that_are_no_pair_are_refused(DkimKey key) {
    byte[] encoded = key.pair().encoded();

    for (int length : new int[]{0, 1, 3, 20, encoded.length - 1}) {
      assertThatThrownBy(() -> DkimKeyPair.decode(Arrays.copyOf(encoded, length)))
          .isInstanceOfSatisfying(SealException.class,
              refused -> assertThat(refused.reason()).isEqualTo(FailureReason.SEAL_BROKEN));
    }
    for (int at = 0; at < 3; at++) {
      byte[] altered = encoded.clone();
      altered[at] ^= 0x40;
      assertThatThrownBy(() -> DkimKeyPair.decode(altered)).isInstanceOf(SealException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void nothing_of_a_key_is_printed(DkimKey key) {
    assertThat(key.pair()).hasToString("DkimKeyPair[" + key.pair().algorithm() + ']');
  }

  @Test
  void a_key_is_published_below_its_domain() {
    assertThat(DkimKey.recordName(Keys.ACME, new Selector("P1"))).hasToString("p1._domainkey.acme.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a.b", "a_b", "ü", " a", "a;b",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void a_selector_is_one_label(String text) {
    assertThatThrownBy(() -> new Selector(text)).isInstanceOf(InvalidInputException.class);
  }
}
