package dev.postroom.store.h2.redo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is bound comes back as what it was, and its type too. */
class GroupFormatProps {

  @Property(tries = 300)
  void changes_come_back_as_they_were(@ForAll("changes") List<Change> changes) {
    OctetSink sink = new OctetSink();
    GroupFormat.write(sink, changes, new HashMap<>());

    List<Change> read = GroupFormat.read(ByteBuffer.wrap(sink.octets(), 0, sink.length()), new ArrayList<>());

    assertThat(read).usingRecursiveComparison().isEqualTo(changes);
  }

  @Property(tries = 300)
  void octets_that_are_no_group_are_refused_and_nothing_else_is_thrown(@ForAll byte[] octets) {
    try {
      GroupFormat.read(ByteBuffer.wrap(octets), new ArrayList<>());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("group: ");
    }
  }

  @Example
  void the_text_of_a_statement_is_written_once() {
    String text = "insert into a values (?)".repeat(100);
    OctetSink sink = new OctetSink();
    GroupFormat.write(sink, List.of(new Change(text, List.of(1L), 1), new Change(text, List.of(2L), 1)),
        new HashMap<>());

    assertThat(sink.length()).isBetween(text.length(), text.length() + 100);
  }

  @Example
  void a_value_of_another_type_is_refused() {
    assertThatThrownBy(() -> GroupFormat.requireKnown(BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<Object> values = Arbitraries.oneOf(Arbitraries.longs().map(Object.class::cast),
        Arbitraries.integers().map(Object.class::cast), Arbitraries.shorts().map(Object.class::cast),
        Arbitraries.of(true, false), Arbitraries.strings().map(Object.class::cast),
        Arbitraries.bytes().array(byte[].class).map(Object.class::cast), Arbitraries.create(UUID::randomUUID));
    Arbitrary<List<Object>> bound =
        values.injectNull(0.1).array(Object[].class).ofMaxSize(8).map(all -> Arrays.asList(all));
    return Combinators
        .combine(Arbitraries.of("insert into a", "update b", "delete from c"), bound,
            Arbitraries.integers().between(1, 9))
        .as(Change::new)
        .list()
        .ofMaxSize(20);
  }
}
