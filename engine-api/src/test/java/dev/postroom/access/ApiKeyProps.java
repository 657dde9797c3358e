package dev.postroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The text of a key is read as exactly that key, or is refused as malformed; nothing else can happen. */
class ApiKeyProps {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  @Property
  void the_text_of_a_key_is_read_as_that_key(@ForAll("keys") IssuedKey issued) {
    ApiKey read = ApiKey.parse(issued.secret());

    assertThat(read.id()).isEqualTo(issued.id());
    assertThat(read.kind()).isEqualTo(issued.key().kind());
    assertThat(read.matches(issued.digest())).isTrue();
    assertThat(read.reveal()).isEqualTo(issued.secret());
  }

  @Property
  void white_space_around_the_text_is_ignored(@ForAll("keys") IssuedKey issued,
      @ForAll("space") String before, @ForAll("space") String after) {
    assertThat(ApiKey.parse(before + issued.secret() + after).reveal()).isEqualTo(issued.secret());
  }

  @Property(tries = 200)
  void no_single_character_can_be_another(@ForAll("keys") IssuedKey issued, @ForAll char any) {
    String text = issued.secret();
    for (int at = 0; at < text.length(); at++) {
      assertChangeIsNoticed(text, at, any);
      for (int digit = 0; digit < DIGITS.length(); digit++) {
        assertChangeIsNoticed(text, at, DIGITS.charAt(digit));
      }
    }
  }

  private static void assertChangeIsNoticed(String text, int at, char other) {
    if (text.charAt(at) != other) {
      assertMalformed(text.substring(0, at) + other + text.substring(at + 1));
    }
  }

  @Property(tries = 200)
  void no_character_can_be_missing_doubled_or_swapped(@ForAll("keys") IssuedKey issued) {
    String text = issued.secret();
    for (int at = 0; at < text.length(); at++) {
      assertMalformed(text.substring(0, at));
      assertMalformed(text.substring(0, at) + text.substring(at + 1));
      assertMalformed(text.substring(0, at + 1) + text.substring(at));
      if (at > 0 && text.charAt(at - 1) != text.charAt(at)) {
        assertMalformed(text.substring(0, at - 1) + text.charAt(at) + text.charAt(at - 1) + text.substring(at + 1));
      }
    }
  }

  @Property
  void upper_case_is_not_read(@ForAll("keys") IssuedKey issued) {
    assertMalformed(issued.secret().toUpperCase(Locale.ROOT));
  }

  @Property
  void the_secret_of_one_key_does_not_fit_the_id_of_another(@ForAll("keys") IssuedKey one,
      @ForAll("keys") IssuedKey other) {
    String glued = one.secret().substring(0, 30) + other.secret().substring(30);
    if (!glued.equals(one.secret()) && !glued.equals(other.secret())) {
      assertMalformed(glued);
    }
  }

  @Property
  void no_other_text_is_a_key(@ForAll("texts") String text) {
    assertMalformed(text);
  }

  @Property
  void no_text_shows_the_secret(@ForAll("keys") IssuedKey issued) {
    String secret = issued.secret().substring(30, 82);
    for (Object shown : new Object[]{issued, issued.key(), issued.digest(), ApiKey.parse(issued.secret())}) {
      String text = shown.toString();
      for (int from = 0; from + 8 <= secret.length(); from++) {
        assertThat(text).doesNotContain(secret.substring(from, from + 8));
      }
    }
    assertThat(issued.toString()).isEqualTo(issued.secret().substring(0, 30) + '…');
  }

  @Property
  void the_first_letters_tell_the_rung(@ForAll("scopes") Scope scope, @ForAll long seed) {
    String letters = switch (scope) {
      case Scope.OfTenant tenant -> "tk_";
      case Scope.OfWorkspace workspace -> "wk_";
      case Scope.OfMailbox mailbox -> "mk_";
    };
    assertThat(IssuedKey.mint(new KeyId(new UUID(0, 1)), scope, new Random(seed)).secret()).startsWith(letters)
        .hasSize(89)
        .matches("[a-z0-9_]*");
  }

  @Property
  void a_digest_is_of_one_secret_only(@ForAll("keys") IssuedKey issued, @ForAll @IntRange(min = 30, max = 81) int at,
      @ForAll @IntRange(max = 7) int bit) {
    byte[] text = issued.secret().getBytes(StandardCharsets.US_ASCII);
    assertThat(issued.digest().isOfSecretIn(text)).isTrue();
    text[at] ^= (byte) (1 << bit);
    assertThat(issued.digest().isOfSecretIn(text)).isFalse();
  }

  @Property
  void a_digest_that_was_stored_is_still_of_its_secret(@ForAll("keys") IssuedKey issued) {
    SecretDigest stored = SecretDigest.ofStored(issued.digest().toByteArray());

    assertThat(stored).isEqualTo(issued.digest()).hasSameHashCodeAs(issued.digest());
    assertThat(issued.key().matches(stored)).isTrue();
  }

  private static void assertMalformed(String text) {
    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> ApiKey.parse(text))
        .withMessage("key: malformed (expected: tk_, wk_ or mk_, an id and a secret)")
        .withNoCause()
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.KEY_MALFORMED));
  }

  @Provide
  Arbitrary<IssuedKey> keys() {
    Arbitrary<UUID> ids = Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    return Combinators.combine(ids, scopes(), Arbitraries.longs())
        .as((id, scope, seed) -> IssuedKey.mint(new KeyId(id), scope, new Random(seed)))
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<Scope> scopes() {
    Scope.OfTenant tenant = new Scope.OfTenant(new TenantId(new UUID(1, 1)));
    Scope.OfWorkspace workspace = tenant.workspace(new WorkspaceId(new UUID(1, 2)));
    return Arbitraries.of(tenant, workspace, workspace.mailbox(new MailboxId(new UUID(1, 3))));
  }

  @Provide
  Arbitrary<String> space() {
    return Arbitraries.strings().withChars(" \t\r\n\u2003").ofMaxLength(3);
  }

  /** Anything, and often what has the length, the letters and the underscores of a key. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(120);
    Arbitrary<String> ofTheLength = Arbitraries.strings().all().ofLength(89);
    Arbitrary<String> ofTheForm = Combinators
        .combine(Arbitraries.of("tk_", "wk_", "mk_", "xx_", "TK_"), Arbitraries.strings()
            .withChars(DIGITS + "ilou-")
            .ofLength(26), Arbitraries.strings().withChars(DIGITS).ofLength(59))
        .as((kind, id, secret) -> kind + id + '_' + secret);
    return Arbitraries
        .frequencyOf(Tuple.of(1, anything), Tuple.of(1, ofTheLength), Tuple.of(2, ofTheForm))
        .withoutEdgeCases();
  }
}
