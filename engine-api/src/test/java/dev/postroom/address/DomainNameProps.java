package dev.postroom.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.error.InvalidInputException;
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

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Arbitraries.strings().withChars("aB9-.\u3002\uFF0E\uFF61").ofMaxLength(12),
        Arbitraries.strings().withChars("xn-äßς\u0130\u00AD\u200D.").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(8),
        Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(300));
  }
}
