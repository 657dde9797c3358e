package dev.postroom.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  private static final DomainName ACME = DomainName.of("acme.example");

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
      support@acme.example                | support@acme.example
      Support@ACME.Example                | support@acme.example
      a.b.c@acme.example                  | a.b.c@acme.example
      a+tag@acme.example                  | a+tag@acme.example
      !#$%&'*+-/=?^_{}~@acme.example      | !#$%&'*+-/=?^_{}~@acme.example
      1@acme.example                      | 1@acme.example
      a@localhost                         | a@localhost
      a@acme.example.                     | a@acme.example
      "support"@acme.example              | support@acme.example
      "\\s\\upport"@acme.example          | support@acme.example
      "Front Desk"@acme.example           | "front desk"@acme.example
      "a@b"@acme.example                  | "a@b"@acme.example
      "a..b"@acme.example                 | "a..b"@acme.example
      ".a"@acme.example                   | ".a"@acme.example
      "a\\"b"@acme.example                | "a\\"b"@acme.example
      "a\\\\b"@acme.example               | "a\\\\b"@acme.example
      " "@acme.example                    | " "@acme.example
      jürgen@bücher.example               | jürgen@xn--bcher-kva.example
      JÜRGEN@BÜCHER.example               | jürgen@xn--bcher-kva.example
      用户@例え.example                     | 用户@xn--r8jz45g.example
      📮@acme.example                     | 📮@acme.example
      a@[192.0.2.1]                       | a@[192.0.2.1]
      a@[IPv6:2001:DB8::1]                | a@[ipv6:2001:db8::1]
      a@[IPv6:::ffff:192.0.2.1]           | a@[ipv6:::ffff:192.0.2.1]
      """)
  void an_address_is_read_and_compared_by_its_canonical_text(String text, String canonical) {
    assertThat(EmailAddress.parse(text).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "a", "a@", "@acme.example", "a@b@acme.example", "a b@acme.example",
      ".a@acme.example",
      "a.@acme.example", "a..b@acme.example", "a@.example", "a@acme..example", "a@acme.example..", "a@-acme.example",
      "a@acme-.example", "a@acme_corp.example", "a@acme corp.example", "\"a@acme.example", "\"a\"b@acme.example",
      "a\"b\"@acme.example", "\"\"@acme.example", "\"a\\\"@acme.example", "\"a\"@", "a,b@acme.example",
      "a(b)@acme.example",
      "<a@acme.example>", "Ann <a@acme.example>", "a@acme.example ", " a@acme.example", "a\u0000b@acme.example",
      "\"a\rb\"@acme.example", "\"a\nb\"@acme.example", "\"a\tb\"@acme.example", "a@acme.example\r\n",
      "a\u007F@acme.example",
      "a\u0085b@acme.example", "\uD83D@acme.example", "\uDCEE\uD83D@acme.example", "\"\uD83D\"@acme.example",
      "a@[192.0.2]",
      "a@[192.0.2.256]", "a@[192.0.2.010]", "a@[1192.0.2.1]", "a@[192.0.2.1.1]", "a@[1.2.3.4", "a@[]", "a@[a.b.c.d]",
      "a@[IPv6:zz::]", "a@[IPv6:]", "a@[IPv6:1:2]",
      "a@[IPv6:::1%1]",
      "a@[localhost]", "a@[192.0.2.1].example", "a@acme\u0000.example"})
  void what_is_no_mailbox_is_refused(String text) {
    assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_refusal_never_repeats_the_address() {
    assertThatThrownBy(() -> EmailAddress.parse("secret person@acme.example")).hasMessageNotContaining("secret")
        .hasMessageNotContaining("acme");
  }

  @Test
  void the_local_part_is_kept_as_it_was_written() {
    EmailAddress address = EmailAddress.parse("\"Front Desk\"@ACME.example");

    assertThat(address.localPart()).isEqualTo("Front Desk");
    assertThat(address.canonicalLocalPart()).isEqualTo("front desk");
    assertThat(address.domain()).contains(ACME);
    assertThat(address).hasToString("\"Front Desk\"@acme.example");
  }

  @Test
  void quotes_that_are_not_needed_are_not_written() {
    assertThat(EmailAddress.parse("\"support\"@acme.example")).hasToString("support@acme.example");
  }

  @Test
  void addresses_are_equal_whatever_their_case_quoting_and_composition() {
    assertThat(EmailAddress.parse("SUPPORT@acme.example")).isEqualTo(EmailAddress.parse("\"support\"@Acme.Example"))
        .hasSameHashCodeAs(EmailAddress.parse("support@acme.example"));
    assertThat(EmailAddress.parse("u\u0308@acme.example")).isEqualTo(EmailAddress.parse("\u00FC@acme.example"));
    assertThat(EmailAddress.parse("support@acme.example")).isNotEqualTo(EmailAddress.parse("support@acme.test"));
  }

  @Test
  void a_letter_that_is_composed_in_lower_case_only_is_compared_composed() {
    EmailAddress upper = EmailAddress.parse("J\u030C@acme.example");

    assertThat(upper).isEqualTo(EmailAddress.parse("\u01F0@acme.example"));
    assertThat(EmailAddress.parse(upper.canonical()).canonical()).isEqualTo(upper.canonical());
  }

  @Test
  void a_backslash_does_not_keep_a_letter_and_its_accent_apart() {
    EmailAddress apart = EmailAddress.parse("\"e\\\u0301\"@acme.example");

    assertThat(apart.localPart()).isEqualTo("\u00E9");
    assertThat(EmailAddress.parse(apart.toString())).isEqualTo(apart);
  }

  @Test
  void a_local_part_holds_at_most_64_octets_also_in_lower_case() {
    assertThat(EmailAddress.parse("a".repeat(64) + "@acme.example").localPart()).hasSize(64);
    assertThatThrownBy(() -> EmailAddress.parse("a".repeat(65) + "@acme.example"))
        .isInstanceOf(InvalidInputException.class);
    assertThat(EmailAddress.parse("ü".repeat(32) + "@acme.example").localPart()).hasSize(32);
    assertThatThrownBy(() -> EmailAddress.parse("ü".repeat(33) + "@acme.example"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> EmailAddress.parse("\u023A".repeat(32) + "@acme.example"))
        .as("two octets, three in lower case")
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_address_holds_at_most_254_octets() {
    String label = "a".repeat(60);
    String domain = label + '.' + label + '.' + label;
    String longest = "l".repeat(64) + '@' + domain + ".aaaaaa";

    assertThat(EmailAddress.parse(longest).toString()).hasSize(254);
    assertThatThrownBy(() -> EmailAddress.parse(longest + 'a')).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_address_literal_has_no_domain_name() {
    assertThat(EmailAddress.parse("a@[192.0.2.1]").domain()).isEmpty();
    assertThat(EmailAddress.parse("a@[IPv6:2001:db8::1]").domain()).isEmpty();
  }

  @Test
  void an_address_is_international_when_its_local_part_is_not_ascii() {
    assertThat(EmailAddress.parse("jürgen@acme.example").isInternational()).isTrue();
    assertThat(EmailAddress.parse("jurgen@bücher.example").isInternational()).isFalse();
    assertThat(EmailAddress.parse("\"a~b c\"@acme.example").isInternational()).isFalse();
  }

  @Test
  void an_address_is_put_together_from_an_unquoted_local_part() {
    assertThat(EmailAddress.of("Front \"Desk\" \\", ACME)).hasToString("\"Front \\\"Desk\\\" \\\\\"@acme.example");
    assertThat(EmailAddress.of("a@b", ACME).localPart()).isEqualTo("a@b");
    assertThatThrownBy(() -> EmailAddress.of("", ACME)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> EmailAddress.of("a\r\nRCPT TO:<b", ACME)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> EmailAddress.of("a".repeat(65), ACME)).isInstanceOf(InvalidInputException.class);
  }
}
