package dev.postroom.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of addresses. */
class EmailAddressProps {

  @Property
  void what_an_address_prints_is_read_as_the_same_address(@ForAll("localParts") String localPart) {
    EmailAddress address = addressOf(localPart);
    EmailAddress again = EmailAddress.parse(address.toString());

    assertThat(again).isEqualTo(address).hasToString(address.toString());
    assertThat(again.localPart()).isEqualTo(address.localPart());
  }

  @Property
  void the_canonical_text_is_its_own_canonical_text(@ForAll("localParts") String localPart) {
    EmailAddress address = addressOf(localPart);
    EmailAddress canonical = EmailAddress.parse(address.canonical());

    assertThat(canonical).isEqualTo(address);
    assertThat(canonical.canonical()).isEqualTo(address.canonical());
    assertThat(canonical.localPart()).isEqualTo(address.canonicalLocalPart());
  }

  @Property
  void an_address_in_quotes_is_the_same_address(@ForAll("localParts") String localPart) {
    EmailAddress address = addressOf(localPart);
    String quoted = '"' + address.localPart().replace("\\", "\\\\").replace("\"", "\\\"") + '"';

    assertThat(EmailAddress.parse(quoted + '@' + address.canonicalDomain())).isEqualTo(address)
        .hasToString(address.toString());
  }

  @Property
  void an_address_is_short_and_free_of_control_characters(@ForAll("localParts") String localPart) {
    EmailAddress address = addressOf(localPart);

    assertThat(address.toString().chars()).noneMatch(Character::isISOControl);
    assertThat(address.localPart().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 64);
    assertThat(address.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(254);
  }

  @Property
  void the_address_before_a_tag_is_the_same_however_it_is_written(@ForAll("localParts") String before,
      @ForAll("localParts") String tag) {
    EmailAddress tagged = addressOf(before + '+' + tag);
    Optional<EmailAddress> bare = tagged.withoutTag();

    String canonical = tagged.canonicalLocalPart();
    assertThat(bare.map(EmailAddress::canonicalLocalPart)).isEqualTo(
        Optional.of(canonical.substring(0, canonical.indexOf('+'))).filter(text -> !text.isEmpty()));
    assertThat(bare).isEqualTo(EmailAddress.parse(tagged.canonical()).withoutTag());
    bare.ifPresent(address -> assertThat(EmailAddress.parse(address.toString())).isEqualTo(address));
  }

  @Property
  void whatever_is_read_is_an_address_or_refused(@ForAll("texts") String text) {
    Optional<EmailAddress> read = read(text);

    read.ifPresent(address -> assertThat(EmailAddress.parse(address.toString())).isEqualTo(address));
  }

  @Provide
  Arbitrary<String> localParts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(64),
        Arbitraries.strings().withChars("aZ09.\"\\ @<>,;").ofMinLength(1).ofMaxLength(20),
        Arbitraries.strings()
            .withChars("JjHhTeEuUiI\u030C\u0301\u0308\u0331\u0307\u0130\u03A3\u023A\u1E9E")
            .ofMinLength(1)
            .ofMaxLength(16),
        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(16));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Arbitraries.strings().withChars("ab.\"\\@[]:1 \u0301\u3002").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(12).map(text -> text + "@acme.example"),
        Arbitraries.strings().all().ofMaxLength(12).map(text -> "a@" + text));
  }

  private static EmailAddress addressOf(String localPart) {
    Optional<EmailAddress> address = attempt(localPart);
    Assume.that(address.isPresent());
    return address.orElseThrow();
  }

  private static Optional<EmailAddress> attempt(String localPart) {
    try {
      return Optional.of(EmailAddress.of(localPart, DomainName.of("acme.example")));
    } catch (InvalidInputException refused) {
      return Optional.empty();
    }
  }

  private static Optional<EmailAddress> read(String text) {
    try {
      return Optional.of(EmailAddress.parse(text));
    } catch (InvalidInputException refused) {
      return Optional.empty();
    }
  }
}
