package dev.postroom.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.EnhancedStatus;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BounceClassProps {

  @Property
  void nothing_but_an_address_that_does_not_exist_suppresses(@ForAll @IntRange(min = 400, max = 599) int code,
      @ForAll @IntRange(max = 9) int subject, @ForAll @IntRange(max = 30) int detail) {
    boolean suppresses =
        BounceClass.of(code, Optional.of(new EnhancedStatus(5, subject, detail))).isSuppressing();

    assertThat(suppresses && subject != 1 && !(subject == 0 && code == 556)).isFalse();
    assertThat(BounceClass.of(code, Optional.of(new EnhancedStatus(4, subject, detail))).isSuppressing()).isFalse();
    assertThat(BounceClass.of(550, Optional.of(new EnhancedStatus(5, 7, detail)))).isEqualTo(BounceClass.POLICY);
  }
}
