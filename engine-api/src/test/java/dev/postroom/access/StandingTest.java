package dev.postroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandingTest {

  @Test
  void the_worse_of_two_is_the_one_that_allows_less() {
    assertThat(Standing.ACTIVE.worse(Standing.ACTIVE)).isEqualTo(Standing.ACTIVE);
    assertThat(Standing.ACTIVE.worse(Standing.SUSPENDED)).isEqualTo(Standing.SUSPENDED);
    assertThat(Standing.SUSPENDED.worse(Standing.ACTIVE)).isEqualTo(Standing.SUSPENDED);
    assertThat(Standing.ERASED.worse(Standing.SUSPENDED)).isEqualTo(Standing.ERASED);
    assertThat(Standing.ACTIVE.worse(Standing.ERASED)).isEqualTo(Standing.ERASED);
  }
}
