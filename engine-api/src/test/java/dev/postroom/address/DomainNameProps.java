package dev.postroom.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import java.net.IDN;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of domain names. */
class DomainNameProps {

  @Property
  void a_name_is_its_own_normal_form_or_refused(@ForAll("texts") String text) {
    try {
      DomainName name = DomainName.of(text);

      assertThat(DomainName.of(name.value())).isEqualTo(name);
      assertThat(DomainName.of(name.value() + '.')).isEqualTo(name);
      assertThat(name.value()).hasSizeBetween(1, 253).matches("[a-z0-9-]+(\\.[a-z0-9-]+)*");
    } catch (InvalidInputException refused) {
      assertThat(refused).hasMessageStartingWith("domain: malformed");
    }
  }

  /** What needs no conversion is not converted, and must come out as if it were. */
  @Property
  void a_name_in_ascii_is_what_its_conversion_is(@ForAll("names") String text) {
    String converted = converted(text);

    if (converted.isEmpty()) {
      assertThatThrownBy(() -> DomainName.of(text)).isInstanceOf(InvalidInputException.class);
    } else {
      assertThat(DomainName.of(text).value()).isEqualTo(converted);
    }
  }

  private static String converted(String text) {
    try {
      String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES | IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return ascii.length() > 253 || ascii.startsWith(".") || ascii.contains("..") ? "" : ascii;
    } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
      return "";
    }
  }

  /** Labels as long as they may be and longer, with hyphens anywhere, and names of up to 270 characters; none ends in a dot. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> labels = Arbitraries.oneOf(Arbitraries.strings().withChars("aZ9-").ofMaxLength(5),
        Arbitraries.strings().withChars("aZ9").ofMinLength(60).ofMaxLength(66),
        Arbitraries.strings().withChars("aZ9_ ").ofMinLength(1).ofMaxLength(3),
        Arbitraries.just("xn--bcher-kva"), Arbitraries.just("xn--"), Arbitraries.just("XN--a"));
    return labels.list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(parts -> String.join(".", parts))
        .filter(
            name -> !name.isEmpty() && !name.endsWith("."));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Arbitraries.strings().withChars("aB9-.\u3002\uFF0E\uFF61").ofMaxLength(12),
        Arbitraries.strings().withChars("xn-äßς\u0130\u00AD\u200D.").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(8),
        Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(300));
  }
}
