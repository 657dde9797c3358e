package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.LimitExceededException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DkimSignerTest {
  private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");
  private static final PlainVerifier VERIFIER = new PlainVerifier(Keys.PUBLISHED);

  private final DkimSigner signer = new DkimSigner();

  static Stream<Letters.Letter> letters() {
    return Letters.all();
  }

  /** James takes an empty body for one empty line, which RFC 6376, section 3.4.4, does not. */
  static Stream<Letters.Letter> lettersWithText() {
    return Letters.all().filter(letter -> !body(letter).isBlank());
  }

  @Test
  void there_are_more_than_fifty_letters() {
    assertThat(lettersWithText().map(Letters.Letter::name).distinct()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("lettersWithText")
  void an_independent_implementation_verifies_the_rsa_signature(Letters.Letter letter) throws Exception {
    assertThat(verifiedByJames(signed(letter.octets(), List.of(Keys.RSA)))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("letters")
  void both_signatures_verify(Letters.Letter letter) throws Exception {
    assertThat(VERIFIER.verify(signed(letter.octets(), Keys.BOTH))).containsExactly(true, true);
  }

  @ParameterizedTest
  @MethodSource("lettersWithText")
  void one_more_letter_of_the_body_breaks_both(Letters.Letter letter) throws Exception {
    byte[] longer = joined(letter.octets(), Letters.utf8("x"));

    assertThat(VERIFIER.verify(joined(signature(letter.octets(), Keys.BOTH), longer))).containsExactly(false, false);
    assertThat(verifiedByJames(joined(signature(letter.octets(), List.of(Keys.RSA)), longer))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("letters")
  void a_second_author_breaks_both(Letters.Letter letter) throws Exception {
    byte[] altered = joined(signature(letter.octets(), Keys.BOTH),
        joined(Letters.utf8("From: eve@e.example\r\n"), letter.octets()));

    assertThat(VERIFIER.verify(altered)).containsExactly(false, false);
  }

  @ParameterizedTest
  @MethodSource("letters")
  void a_letter_of_the_author_that_is_altered_breaks_both(Letters.Letter letter) throws Exception {
    byte[] altered = letter.octets().clone();
    int at = text(altered).indexOf('@');
    altered[at - 1]++;

    assertThat(VERIFIER.verify(joined(signature(letter.octets(), Keys.BOTH), altered))).containsExactly(false, false);
    assertThat(verifiedByJames(joined(signature(letter.octets(), List.of(Keys.RSA)), altered))).isFalse();
  }

  @Test
  void an_altered_octet_of_the_body_breaks_both() throws Exception {
    byte[] letter = Letters.utf8("From: a@acme.example\r\n\r\nOne two three\r\n");
    byte[] signature = signature(letter, Keys.BOTH);
    for (int i = text(letter).indexOf("One"); i < letter.length - 2; i++) {
      byte[] altered = letter.clone();
      altered[i] ^= 0x20;
      assertThat(VERIFIER.verify(joined(signature, altered))).containsExactly(false, false);
    }
  }

  @Test
  void what_a_relay_may_do_to_white_space_breaks_nothing() throws Exception {
    byte[] letter = Letters.utf8("From: a@acme.example\r\nSubject: One two\r\n\r\nOne two\r\n");
    byte[] relayed = Letters.utf8(
        "Received: by r.example\r\nFROM:a@acme.example\r\nsubject :\tOne\r\n\ttwo \r\n\r\nOne\t two \r\n\r\n");

    assertThat(VERIFIER.verify(joined(signature(letter, Keys.BOTH), relayed))).containsExactly(true, true);
  }

  @Test
  void the_field_says_what_was_signed_when_and_how() throws IOException {
    byte[] letter =
        Letters.utf8("To: b@b.example\r\nReceived: x\r\nFrom: a@acme.example\r\nTo: c@c.example\r\nX-Mine: 1\r\n\r\n");

    String field = text(signature(letter, List.of(Keys.ED25519)));

    assertThat(field)
        .startsWith("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.example;\r\n\ts=second;"
            + " t=1735689600; h=From:From:To:To;\r\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n\tb=");
    assertThat(field).endsWith("\r\n");
  }

  @ParameterizedTest
  @MethodSource("letters")
  void lines_are_short_and_go_on_with_a_tab(Letters.Letter letter) throws IOException {
    List<String> lines = List.of(text(signature(letter.octets(), Keys.BOTH)).split("\r\n"));

    assertThat(lines).allMatch(line -> line.length() <= 78 && line.matches("(\t|DKIM-Signature: )[\\x20-\\x7e]+"));
  }

  @Test
  void without_keys_there_is_nothing_to_put_before_a_message() throws IOException {
    assertThat(signature(Letters.utf8("From: a@acme.example\r\n\r\n"), List.of())).isEmpty();
  }

  @Test
  void lone_line_feeds_and_carriage_returns_are_octets_like_others() throws Exception {
    byte[] letter =
        Letters.utf8("From: a@acme.example\r\nSubject: a\nb\rc\r\n\r\nOne \n two\r\r\n \rthree\n\n\r\n\n\r\n\r\n\r");

    assertThat(VERIFIER.verify(signed(letter, Keys.BOTH))).containsExactly(true, true);
  }

  @Test
  void a_header_without_end_is_refused() {
    byte[] letter = Letters.utf8("From: a@acme.example\r\n" + "X: y\r\n".repeat(200_000));

    assertThatThrownBy(() -> signature(letter, Keys.BOTH)).isInstanceOf(LimitExceededException.class)
        .hasMessage("header: over 1048576 octets (expected: 0..1048576)");
  }

  private byte[] signed(byte[] letter, List<DkimKey> keys) throws IOException {
    return joined(signature(letter, keys), letter);
  }

  private byte[] signature(byte[] letter, List<DkimKey> keys) throws IOException {
    return signer.sign(Letters.source(letter), keys, THEN);
  }

  private static boolean verifiedByJames(byte[] message) throws IOException {
    DKIMVerifier verifier = new DKIMVerifier((methods, selector, domain) -> List
        .of(Keys.PUBLISHED.getOrDefault(selector + "._domainkey." + domain, "")));
    try {
      return verifier.verify(new ByteArrayInputStream(message)).size() == 1 && verifier.hasAnyValidSignature();
    } catch (FailException broken) {
      return false;
    }
  }

  private static String body(Letters.Letter letter) {
    int end = letter.text().indexOf("\r\n\r\n");
    return end < 0 ? "" : letter.text().substring(end);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
