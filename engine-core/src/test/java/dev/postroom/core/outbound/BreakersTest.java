package dev.postroom.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.InvalidInputException;
import dev.postroom.testkit.Crowd;
import dev.postroom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakersTest {
  private static final String MX = "mx.example";

  private final SettableClock clock = SettableClock.standing();
  private final Breakers breakers = new Breakers(clock, 3);

  @Test
  void failures_in_a_row_close_the_way() {
    fail(2);
    Passage.Free third = free();
    breakers.failed(third);

    assertThat(breakers.ask(MX)).isEqualTo(new Passage.Closed(clock.instant().plus(Duration.ofMinutes(1))));
    assertThat(breakers.ask("other.example")).isInstanceOf(Passage.Free.class);
  }

  @Test
  void a_connection_in_between_ends_the_row() {
    fail(2);
    breakers.succeeded(free());
    fail(2);

    assertThat(breakers.ask(MX)).isInstanceOf(Passage.Free.class);
  }

  @Test
  void after_the_pause_one_trial_is_let_through_and_no_other() {
    fail(3);
    clock.advance(Duration.ofMinutes(1));

    Passage.Free trial = free();
    assertThat(breakers.ask(MX)).isEqualTo(new Passage.Closed(clock.instant().plus(Breakers.TRIAL)));
    breakers.succeeded(trial);
    assertThat(breakers.ask(MX)).isInstanceOf(Passage.Free.class);
    assertThat(breakers.size()).isZero();
  }

  @Test
  void pauses_double_up_to_half_an_hour() {
    fail(3);
    List<Long> pauses = new ArrayList<>();
    for (int trial = 1; trial <= 8; trial++) {
      Instant until = ((Passage.Closed) breakers.ask(MX)).until();
      pauses.add(Duration.between(clock.instant(), until).toMinutes());
      clock.set(until);
      breakers.failed(free());
    }

    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void a_trial_of_which_nothing_is_heard_gives_way_to_another() {
    fail(3);
    clock.advance(Duration.ofMinutes(1));
    Passage.Free lost = free();
    clock.advance(Breakers.TRIAL);
    Passage.Free second = free();

    breakers.failed(lost);
    assertThat(breakers.ask(MX)).isEqualTo(new Passage.Closed(clock.instant().plus(Breakers.TRIAL)));
    breakers.failed(second);
    assertThat(breakers.ask(MX)).isEqualTo(new Passage.Closed(clock.instant().plus(Duration.ofMinutes(2))));
  }

  @Test
  void those_who_were_on_their_way_before_make_no_pause_longer() {
    List<Passage.Free> under = List.of(free(), free(), free(), free(), free(), free());
    under.forEach(breakers::failed);
    clock.advance(Duration.ofMinutes(1));

    assertThat(breakers.ask(MX)).isInstanceOf(Passage.Free.class);
  }

  @Test
  void of_many_who_ask_at_once_one_makes_the_trial() {
    fail(3);
    clock.advance(Duration.ofMinutes(1));

    assertThat(Crowd.of(32, number -> breakers.ask(MX))).filteredOn(Passage.Free.class::isInstance).hasSize(1);
  }

  @Test
  void no_failure_of_many_threads_is_lost() {
    Breakers patient = new Breakers(clock, 32 * 50 + 1);
    Crowd.of(32, number -> {
      for (int i = 0; i < 50; i++) {
        patient.failed((Passage.Free) patient.ask(MX));
      }
      return number;
    });

    Passage last = patient.ask(MX);
    assertThat(last).isInstanceOf(Passage.Free.class);
    patient.failed((Passage.Free) last);
    assertThat(patient.ask(MX)).isInstanceOf(Passage.Closed.class);
  }

  @Test
  void only_so_many_destinations_are_kept() {
    for (int i = 0; i < 3 * Breakers.MOST_DESTINATIONS; i++) {
      breakers.failed((Passage.Free) breakers.ask("mx" + i + ".example"));
    }

    assertThat(breakers.size()).isLessThanOrEqualTo(Breakers.MOST_DESTINATIONS);
  }

  @Test
  void a_row_of_no_failures_is_refused() {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> new Breakers(clock, 0))
        .withMessage("failures in a row: 0 (expected: 1 or more)");
  }

  private Passage.Free free() {
    return (Passage.Free) breakers.ask(MX);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breakers.failed(free());
    }
  }
}
