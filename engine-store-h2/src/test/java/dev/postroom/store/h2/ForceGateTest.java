package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a read may have seen is told only when it is forced. */
class ForceGateTest {
  private final ForceGate gate = new ForceGate();
  private final List<String> answers = new ArrayList<>();

  @Test
  void a_read_is_told_at_once_when_nothing_is_being_forced() {
    answer();
    gate.begin();
    gate.forced();
    answer();

    assertThat(answers).containsExactly("told", "told");
  }

  @Test
  void a_read_during_a_force_is_told_when_it_is_done() {
    gate.begin();
    answer();
    assertThat(answers).isEmpty();

    gate.forced();
    assertThat(answers).containsExactly("told");
  }

  @Test
  void a_read_during_a_force_that_fails_is_refused() {
    gate.begin();
    answer();
    gate.failed(Failures.unavailable("the disk fails"));
    answer();

    assertThat(answers).containsExactly("the disk fails", "the disk fails");
  }

  private void answer() {
    gate.whenForced(() -> answers.add("told"), failure -> answers.add(failure.getMessage()));
  }
}
