package dev.postroom.spi.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

  @Test
  void a_name_may_begin_its_labels_with_an_underscore() {
    assertThat(DnsName.below("s1._domainkey", DomainName.of("ACME.example"))).hasToString("s1._domainkey.acme.example");
  }

  @Test
  void case_and_the_trailing_dot_make_no_difference() {
    assertThat(new DnsName("_DMARC.acme.example.")).isEqualTo(new DnsName("_dmarc.acme.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", ".a", "a b", "ä.example"})
  void what_is_no_name_is_refused(String text) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new DnsName(text));
  }
}
