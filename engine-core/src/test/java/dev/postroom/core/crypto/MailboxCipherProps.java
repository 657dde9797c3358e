package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.MESSAGE;
import static dev.postroom.core.crypto.Building.assertBroken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.Token;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MailboxCipherProps {
  private static final byte[] SECRET = new byte[32];
  private static final DataKeys KEYS = DataKeys.derivedFrom(SECRET);

  private final MailboxCipher cipher = at(MAILBOX);

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_was_sealed_opens(@ForAll byte[] plain, @ForAll byte[] facts, @ForAll Part part) {
    SealedBytes sealed = cipher.seal(part, MESSAGE, plain, facts);
    assertThat(cipher.open(part, MESSAGE, sealed, facts)).isEqualTo(plain);
  }

  @Property
  void two_seals_of_the_same_differ(@ForAll byte[] plain) {
    assertThat(seal(plain)).isNotEqualTo(seal(plain));
  }

  @Property
  void no_bit_can_be_flipped(@ForAll @Size(max = 100) byte[] plain, @ForAll @IntRange(max = 1_000_000) int at) {
    byte[] bytes = seal(plain).toByteArray();
    int bit = at % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertBroken(() -> open(bytes));
  }

  @Property
  void no_length_but_its_own_opens(@ForAll @Size(max = 100) byte[] plain, @ForAll @IntRange(max = 200) int length) {
    byte[] bytes = seal(plain).toByteArray();
    byte[] other = Arrays.copyOf(bytes, length == bytes.length ? length + 1 : length);
    assertBroken(() -> open(other));
  }

  @Property
  void no_rubbish_opens(@ForAll byte[] rubbish) {
    assertBroken(() -> open(rubbish));
  }

  @Property
  void rubbish_with_a_true_header_does_not_open(@ForAll @Size(max = 200) byte[] rubbish) {
    byte[] bytes = Arrays.copyOf(SealedHeader.whole(1).bytes(), SealedHeader.WHOLE_SIZE + rubbish.length);
    System.arraycopy(rubbish, 0, bytes, SealedHeader.WHOLE_SIZE, rubbish.length);
    assertBroken(() -> open(bytes));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void the_facts_beside_it_must_be_the_same(@ForAll byte[] plain, @ForAll byte[] facts, @ForAll byte[] others) {
    SealedBytes sealed = cipher.seal(Part.SUMMARY, MESSAGE, plain, facts);
    byte[] different = Arrays.equals(facts, others) ? Arrays.copyOf(others, others.length + 1) : others;
    assertBroken(() -> cipher.open(Part.SUMMARY, MESSAGE, sealed, different));
  }

  @Example
  void it_opens_at_no_other_place_object_or_part_although_the_key_is_the_same() {
    SealedBytes sealed = seal(new byte[]{1, 2, 3});
    TenantId tenant = new TenantId(new UUID(9, 9));
    WorkspaceId workspace = new WorkspaceId(new UUID(9, 9));
    assertBroken(() -> open(at(new Scope.OfMailbox(tenant, MAILBOX.workspace(), MAILBOX.mailbox())), sealed));
    assertBroken(() -> open(at(new Scope.OfMailbox(MAILBOX.tenant(), workspace, MAILBOX.mailbox())), sealed));
    assertBroken(() -> open(at(MAILBOX.inWorkspace().mailbox(new MailboxId(new UUID(9, 9)))), sealed));
    assertBroken(() -> cipher.open(Part.SUMMARY, new MessageId(new UUID(9, 9)), sealed, Building.NO_FACTS));
    assertBroken(() -> cipher.open(Part.TRACE, MESSAGE, sealed, Building.NO_FACTS));
  }

  @Example
  void it_opens_under_no_other_version_although_its_secret_is_the_same() {
    MailboxCipher both =
        new MailboxCipher(Place.of(MAILBOX), new TreeMap<>(Map.of(1, KEYS, 2, KEYS)), new SecureRandom());
    byte[] bytes = seal(new byte[]{1}).toByteArray();
    assertThat(both.open(Part.SUMMARY, MESSAGE, SealedBytes.copyOf(bytes), Building.NO_FACTS)).containsExactly(1);
    bytes[4] = 2;
    assertBroken(() -> both.open(Part.SUMMARY, MESSAGE, SealedBytes.copyOf(bytes), Building.NO_FACTS));
  }

  @Property
  void tokens_of_one_mailbox_are_equal_exactly_for_equal_words(@ForAll @StringLength(max = 3) String one,
      @ForAll @StringLength(max = 3) String other) {
    assertThat(cipher.token(Token.Kind.TO, one).equals(cipher.token(Token.Kind.TO, other)))
        .isEqualTo(one.equals(other));
    assertThat(cipher.token(Token.Kind.TO, one).value()).isNotEqualTo(cipher.token(Token.Kind.FROM, one).value());
    assertThat(cipher.token(Token.Kind.TO, one).value().toByteArray()).hasSize(16);
  }

  @Property
  void tokens_of_two_mailboxes_differ(@ForAll String word, @ForAll @Size(32) byte[] otherSecret) {
    MailboxCipher other = new MailboxCipher(Place.of(Building.NEIGHBOUR),
        new TreeMap<>(Map.of(1, DataKeys.derivedFrom(otherSecret))), new SecureRandom());
    boolean sameSecret = Arrays.equals(SECRET, otherSecret);
    assertThat(cipher.token(Token.Kind.FROM, word).equals(other.token(Token.Kind.FROM, word))).isEqualTo(sameSecret);
  }

  @Example
  void words_that_are_no_valid_unicode_have_tokens_of_their_own() {
    assertThat(cipher.token(Token.Kind.FROM, "\ud800")).isNotEqualTo(cipher.token(Token.Kind.FROM, "\ud801"));
    assertThat(cipher.token(Token.Kind.FROM, "\ud800")).isNotEqualTo(cipher.token(Token.Kind.FROM, "?"));
  }

  @Example
  void it_prints_no_key() {
    assertThat(cipher).hasToString("MailboxCipher[versions [1]]");
  }

  private SealedBytes seal(byte[] plain) {
    return cipher.seal(Part.SUMMARY, MESSAGE, plain, Building.NO_FACTS);
  }

  private byte[] open(byte[] sealed) {
    return open(cipher, SealedBytes.copyOf(sealed));
  }

  private static byte[] open(MailboxCipher cipher, SealedBytes sealed) {
    return cipher.open(Part.SUMMARY, MESSAGE, sealed, Building.NO_FACTS);
  }

  private static MailboxCipher at(Scope.OfMailbox mailbox) {
    return new MailboxCipher(Place.of(mailbox), new TreeMap<>(Map.of(1, KEYS)), new SecureRandom());
  }
}
