package dev.postroom.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "42", "acme corp", "Müller & Söhne", "cus_NffrFeUfNV2Hib", "你好", "📮", "a/b:c?d=e"})
  void a_host_may_call_its_things_what_it_likes(String value) {
    assertThat(new ExternalId(value)).hasToString(value);
    assertThat(new ExternalId(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u2003", "a\u0000", "a\nb", "\r\n", "\u007F", "a\u0085", "a\uD83D", "\uDCEEa",
      "\uDCEE\uD83D"})
  void nothing_control_characters_and_halves_of_characters_are_refused(String value) {
    assertThatThrownBy(() -> new ExternalId(value)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_external_id_holds_at_most_200_characters() {
    assertThat(new ExternalId("a".repeat(200)).value()).hasSize(200);
    assertThatThrownBy(() -> new ExternalId("a".repeat(201))).isInstanceOf(InvalidInputException.class)
        .hasMessage("externalId length: 201 (expected: 1..200)");
  }

  @Test
  void external_ids_are_told_apart_by_case() {
    assertThat(new ExternalId("acme")).isNotEqualTo(new ExternalId("ACME"));
  }
}
