package dev.postroom.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

  @ParameterizedTest
  @CsvSource({"acme.example,acme.example", "ACME.Example,acme.example", "acme.example.,acme.example",
      "localhost,localhost",
      "a-b.example,a-b.example", "1and1.example,1and1.example", "bücher.example,xn--bcher-kva.example",
      "BÜCHER.example,xn--bcher-kva.example", "XN--BCHER-KVA.example,xn--bcher-kva.example",
      "bu\u0308cher.example,xn--bcher-kva.example", "例え.テスト,xn--r8jz45g.xn--zckzah", "acme\u3002example,acme.example",
      "acme.example\u3002,acme.example", "\uFF41cme.example,acme.example"})
  void a_name_is_normalised(String text, String value) {
    assertThat(DomainName.of(text).value()).isEqualTo(value);
    assertThat(DomainName.of(text)).hasToString(value).isEqualTo(DomainName.of(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", ".example", "acme..example", "acme.example..", "acme.example.\u3002",
      "acme.example\u3002\u3002", "\u3002example", "-acme.example", "acme-.example", "acme_corp.example",
      "acme example",
      "acme.example/", "acme.example:25", "acme@example", "\uFF20.example", "acme\u0000.example", "acme\n.example",
      "acme.example\r\n", "*.example", "\u0308.example\uD83D", "[192.0.2.1]"})
  void what_is_no_host_name_is_refused(String text) {
    assertThatThrownBy(() -> DomainName.of(text)).isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stra\u00dfe.example", "STRA\u1e9eE.example", "\u03b2\u03cc\u03bb\u03bf\u03c2.example",
      "a\u200db.example", "a\u200cb.example", "xn--strae-oqa.stra\u00dfe.example"})
  void a_name_that_would_become_another_domain_is_refused(String text) {
    assertThatThrownBy(() -> DomainName.of(text)).isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("(expected: A-labels)");
  }

  @Test
  void the_same_name_in_a_labels_is_what_it_is() {
    assertThat(DomainName.of("XN--Strae-OQA.example").value()).isEqualTo("xn--strae-oqa.example");
  }

  @Test
  void a_label_holds_at_most_63_characters_and_a_name_253() {
    String label = "a".repeat(63);
    String longest = label + '.' + label + '.' + label + '.' + "a".repeat(61);

    assertThat(DomainName.of(longest).value()).hasSize(253);
    assertThat(DomainName.of(longest + '.').value()).hasSize(253);
    assertThatThrownBy(() -> DomainName.of(longest + 'a')).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DomainName.of(label + "a.example")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DomainName.of("ü".repeat(100) + ".example")).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_refusal_never_repeats_the_name() {
    assertThatThrownBy(() -> DomainName.of("secret name")).hasMessageNotContaining("secret");
  }
}
