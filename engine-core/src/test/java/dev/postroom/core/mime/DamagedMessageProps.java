package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.core.mime.NestedMessages.Message;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.Tries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Messages of parts within parts, in order and damaged: each is outlined and read within bounds, throws nothing, and gives the same
 * answer again. The time-out only guards against one that never ends.
 */
class DamagedMessageProps {
  private static final Duration GUARD = Duration.ofSeconds(30);

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 500, whenAskedFor = 40_000)
  void a_damaged_message_is_outlined_and_read(@ForAll("messages") Message message,
      @ForAll("damages") List<Damage> damages) {
    byte[] octets = Damage.of(message.octets(), damages);
    assertTimeoutPreemptively(GUARD, () -> {
      AnyOctetsProps.holds(octets);
      assertThat(OutlineCodec.encode(Samples.PARSER.outline(Samples.of(octets))))
          .isEqualTo(OutlineCodec.encode(Samples.PARSER.outline(Samples.of(octets))));
    });
  }

  /** What is in order has no problem and all its parts, each of which opens: otherwise the law above would be about nothing. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 300, whenAskedFor = 20_000)
  void a_message_in_order_is_read_part_by_part(@ForAll("messages") Message message) throws IOException {
    MessageSource source = Samples.of(message.octets());
    assertThat(Samples.PARSER.outline(source).status().problems()).isEmpty();
    assertThat(parts(source)).isEqualTo(message.leaves());
  }

  private static int parts(MessageSource source) throws IOException {
    int parts = 0;
    try (PartCursor cursor = PartCursor.open(source, ParseLimits.STANDARD, new Problems())) {
      for (Optional<Part> part = cursor.next(); part.isPresent(); part = cursor.next()) {
        parts++;
        assertThat(Samples.PARSER.openPart(source, part.get().path())).isPresent();
      }
    }
    return parts;
  }

  @Provide
  Arbitrary<Message> messages() {
    return NestedMessages.any();
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Damage.damages(NestedMessages.TOKENS);
  }
}
