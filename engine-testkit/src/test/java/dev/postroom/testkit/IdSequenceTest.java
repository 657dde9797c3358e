package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.id.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdSequenceTest {
  private final SettableClock clock = SettableClock.standing();

  @Test
  void an_id_is_a_uuid_of_version_7_that_tells_the_time() {
    UUID id = IdSequence.of(clock, 1).next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
  }

  @Test
  void each_id_is_greater_than_the_one_before_also_when_the_clock_stands_or_goes_back() {
    IdSequence ids = IdSequence.of(clock, 1);
    List<String> texts = Stream.generate(() -> {
      clock.advance(Duration.ofMillis(-1));
      return ids.message().toString();
    }).limit(10_000).toList();

    assertThat(texts).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void the_same_clock_and_seed_make_the_same_ids() {
    assertThat(IdSequence.of(clock, 7).message()).isEqualTo(IdSequence.of(clock, 7).message())
        .isNotEqualTo(IdSequence.of(clock, 8).message());
  }

  @Test
  void many_threads_never_get_the_same_id() {
    IdSequence ids = IdSequence.of(clock, 1);
    List<List<MessageId>> made = Crowd.of(4, number -> Stream.generate(ids::message).limit(1_000).toList());

    assertThat(made.stream().flatMap(List::stream).distinct()).hasSize(4_000);
  }
}
