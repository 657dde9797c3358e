package dev.postroom.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusTest {

  @Test
  void a_code_has_three_numbers() {
    EnhancedStatus status = EnhancedStatus.parse("5.7.26");

    assertThat(status).isEqualTo(new EnhancedStatus(5, 7, 26));
    assertThat(status.isPermanent()).isTrue();
    assertThat(status.isTransient()).isFalse();
    assertThat(EnhancedStatus.parse("4.2.2").isTransient()).isTrue();
    assertThat(EnhancedStatus.parse("2.0.0").isPermanent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"5.1.1,5.1.1", "5.1.1 User unknown,5.1.1", "4.7.650 wait,4.7.650", "5.1.10(null MX),5.1.10",
      "2.0.0 Ok,2.0.0"})
  void the_code_that_a_text_begins_with_is_found(String text, EnhancedStatus expected) {
    assertThat(EnhancedStatus.find(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5.1", "5.1.", "5.1.1.1", "5.1.1000", "3.1.1", "55.1.1", " 5.1.1", "User 5.1.1",
      "192.0.2.1 said", "\u0665.1.1"})
  void a_text_that_begins_with_something_else_has_none(String text) {
    assertThat(EnhancedStatus.find(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5.1.1 ", "5.1.1 User unknown", "5.1.1000", "1.1.1", "-5.1.1", "5.-1.1", "5,1,1"})
  void a_text_that_is_no_code_is_refused(String text) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> EnhancedStatus.parse(text))
        .withMessage("status: malformed (expected: a code such as 5.1.1)");
  }

  @Test
  void numbers_out_of_range_are_refused() {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new EnhancedStatus(3, 1, 1))
        .withMessage("class of status: 3 (expected: 2, 4 or 5)");
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new EnhancedStatus(5, 1_000, 1))
        .withMessage("subject of status: 1000 (expected: 0..999)");
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new EnhancedStatus(5, 1, -1))
        .withMessage("detail of status: -1 (expected: 0..999)");
  }
}
