package dev.postroom.core.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.TinkMasterKey;
import dev.postroom.core.crypto.KeyFileText;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.error.InvalidCursorException;
import dev.postroom.paging.PageCursor;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.Tries;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A cursor is read as the place that it was given out for, or refused as invalid; nothing else can happen. */
class CursorsProps {
  private static final Cursors CURSORS = cursors();

  private static Cursors cursors() {
    try (InMemoryMailStore store = InMemoryMailStore.open()) {
      MasterKeys masters = MasterKeys.of(TinkMasterKey.of("test", KeyFileText.aead(new byte[32])), List.of());
      return new Cursors(new KeyLadder(store.vault(), masters, new SecureRandom(), 10).engine());
    }
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 100_000)
  void a_place_comes_back_in_its_own_list_only(@ForAll("lists") String list, @ForAll("lists") String other,
      @ForAll long high, @ForAll long low) {
    UUID place = new UUID(high, low);
    PageCursor cursor = CURSORS.after(list, place);

    assertThat(CURSORS.id(list, cursor)).isEqualTo(place);
    if (!other.equals(list)) {
      assertThatExceptionOfType(InvalidCursorException.class).isThrownBy(() -> CURSORS.id(other, cursor));
    }
  }

  @Property
  @Tries(inEveryBuild = 2_000, whenAskedFor = 200_000)
  void a_damaged_cursor_is_refused(@ForAll long place, @ForAll("damages") List<Damage> damages) {
    String text = CURSORS.after("events", place).text();
    byte[] damaged = Damage.of(text.getBytes(StandardCharsets.ISO_8859_1), damages);
    assertIsRefused(new String(damaged, StandardCharsets.ISO_8859_1), text);
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 200_000)
  void no_other_text_is_a_cursor(@ForAll("texts") String text) {
    assertIsRefused(text, "");
  }

  /** The control of the laws above: a reader that takes any text, and one that lets another exception out, are found out. */
  @Example
  void a_reader_that_is_not_as_it_should_be_is_found_out() {
    for (ToLongFunction<String> broken : List.<ToLongFunction<String>>of(text -> 0L, Long::parseLong)) {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertIsRefused(broken, "damaged"));
    }
  }

  private static void assertIsRefused(String text, String original) {
    Assume.that(!text.equals(original));
    assertIsRefused(given -> CURSORS.position("events", new PageCursor(given)), text);
  }

  private static void assertIsRefused(ToLongFunction<String> reader, String text) {
    assertThatExceptionOfType(InvalidCursorException.class)
        .isThrownBy(() -> reader.applyAsLong(text))
        .withMessage("cursor: invalid (expected: the cursor of a page of the same list and query)");
  }

  @Provide
  Arbitrary<String> lists() {
    return Arbitraries.oneOf(Arbitraries.of("", "events", "events a", "events b", "events\0a"),
        Arbitraries.strings()
            .all()
            .ofMaxLength(12)
            .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c))));
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Damage.damages("A", "_", "-", "+", "/", "=", "==", "\0", " ", "\n", "\u00FC", "A".repeat(50_000));
  }

  /** Anything, and often what has the length and the letters of a cursor. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> ofTheForm = Arbitraries.strings().alpha().numeric().withChars("-_").ofLength(43);
    Arbitrary<String> longer = Combinators.combine(ofTheForm, Arbitraries.of(1, 3, 20_000)).as(String::repeat);
    return Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(60), ofTheForm, longer);
  }
}
