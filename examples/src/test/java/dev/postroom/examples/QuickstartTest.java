package dev.postroom.examples;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class QuickstartTest {

  @Test
  void the_quickstart_runs_to_its_end() {
    assertThatCode(() -> Quickstart.main(new String[0])).doesNotThrowAnyException();
  }
}
