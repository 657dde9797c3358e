package dev.postroom.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EnhancedStatusProps {

  @Property
  void a_code_is_read_as_it_was_written(@ForAll("classes") int statusClass, @ForAll @IntRange(max = 999) int subject,
      @ForAll @IntRange(max = 999) int detail) {
    EnhancedStatus status = new EnhancedStatus(statusClass, subject, detail);

    assertThat(EnhancedStatus.parse(status.toString())).isEqualTo(status);
    assertThat(EnhancedStatus.find(status + " and why")).contains(status);
  }

  @Property
  void any_text_has_a_code_or_none(@ForAll("texts") String text) {
    EnhancedStatus.find(text).ifPresent(status -> assertThat(status.statusClass()).isIn(2, 4, 5));
  }

  @Provide
  Arbitrary<Integer> classes() {
    return Arbitraries.of(2, 4, 5);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(Arbitraries.strings().withChars("0245.9 -").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(12));
  }
}
