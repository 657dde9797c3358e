package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.message.Correspondent;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.Tries;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.function.Executable;

/**
 * The values of header fields: what was encoded is decoded as it was, and what was damaged or stands a hundred thousand times in a
 * row is read to some end, within bounds and without an exception. The time-out only guards against one that never ends.
 */
class HostileHeaderProps {
  private static final Duration GUARD = Duration.ofSeconds(30);
  private static final int MOST_ADDRESSES = 1_000;
  private static final String[] TOKENS =
      {"=?", "?=", "?", "=?utf-8?q?", "=?utf-8?b?", "=?x?b?", "=?iso-2022-kr?b?", "=", "_",
          "*", "*0", "*0*=", "*1=", "'", "''", "%", "%e2", ";", ":", ",", "\"", "\\", "(", ")", "<", ">", "@", "[", "]",
          "a", " ",
          "\t", "\0", "\u00FF", "\u202E", "xn--", "name=", "utf-8'en'", "+9959", "99999999999", "Feb", "29 Feb 1900"};

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 100_000)
  void an_encoded_word_is_decoded_as_it_was_encoded(@ForAll("texts") String text, @ForAll("charsets") Charset charset) {
    byte[] octets = text.getBytes(charset);
    String base64 = "=?" + charset.name() + "?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
    String quoted = "=?" + charset.name() + "?q?" + escaped(octets, '=') + "?=";
    assertThat(EncodedWords.decode(base64)).isEqualTo(text);
    assertThat(EncodedWords.decode("x " + quoted + " y")).isEqualTo("x " + text + " y");
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 100_000)
  void a_continued_parameter_is_put_together_as_it_was_cut(@ForAll("texts") String text,
      @ForAll @IntRange(min = 1, max = 40) int length) {
    String escaped = escaped(text.getBytes(StandardCharsets.UTF_8), '%');
    StringBuilder field = new StringBuilder("attachment");
    int number = 0;
    for (int from = 0; from < escaped.length(); from += 3 * length) {
      field.append("; filename*").append(number).append("*=").append(number++ == 0 ? "utf-8''" : "");
      field.append(escaped, from, Math.min(escaped.length(), from + 3 * length));
    }
    assertThat(Parameterised.parse(field.toString()).parameter("filename")).contains(text);
  }

  private static String escaped(byte[] octets, char escape) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : octets) {
      escaped.append(escape).append("%02X".formatted(octet & 0xff));
    }
    return escaped.toString();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 1_000, whenAskedFor = 100_000)
  void a_damaged_value_is_read_to_some_end(@ForAll("values") String value) {
    readsAll(value);
  }

  /** Each token alone and each pair of them, until the value is as long as a header may be. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 30, whenAskedFor = 3_000)
  void a_value_that_is_one_thing_over_and_over_is_read_to_some_end(@ForAll("runs") String run) {
    readsAll(run.repeat(ParseLimits.STANDARD.headerOctets() / run.length()));
  }

  /** The controls of the laws above: what knows no bounds, and what leads out of a folder, is found out. */
  @Example
  void a_name_without_bounds_and_one_that_leads_elsewhere_are_found_out() {
    Correspondent boundless =
        new Correspondent(Optional.of("x".repeat(ParseLimits.NAME_LENGTH + 1)), Optional.empty(), "x");
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> isBounded(boundless));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> isSafe("../etc/passwd"));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> isSafe("x".repeat(256)));
  }

  @Example
  void a_reader_that_never_ends_is_found_out() {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ends(Duration.ofMillis(50), () -> {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }));
  }

  private static void ends(Duration guard, Executable reading) {
    assertTimeoutPreemptively(guard, reading);
  }

  private static void readsAll(String value) {
    ends(GUARD, () -> {
      assertThat(EncodedWords.decode(value))
          .hasSizeLessThanOrEqualTo(Math.max(value.length(), 4 * EncodedWords.MAX_LENGTH));
      AddressList list = AddressListReader.read(value, MOST_ADDRESSES);
      assertThat(list.correspondents()).hasSizeLessThanOrEqualTo(MOST_ADDRESSES);
      list.correspondents().forEach(HostileHeaderProps::isBounded);
      Parameterised.parse(value).parameter("name").flatMap(FileNames::safe).ifPresent(HostileHeaderProps::isSafe);
      FileNames.safe(value).ifPresent(HostileHeaderProps::isSafe);
      DateText.parse(value);
      MessageIds.first(value).ifPresent(id -> assertThat(id).hasSizeLessThanOrEqualTo(ParseLimits.ID_LENGTH));
      assertThat(MessageIds.last(value, ParseLimits.REFERENCES).ids()).hasSizeLessThanOrEqualTo(ParseLimits.REFERENCES);
    });
  }

  private static void isBounded(Correspondent one) {
    assertThat(one.name().orElse("")).hasSizeLessThanOrEqualTo(ParseLimits.NAME_LENGTH);
    assertThat(one.toString()).doesNotContain("@");
  }

  private static void isSafe(String name) {
    assertThat(name).hasSizeBetween(1, 255).doesNotContain("/", "\\", "\0");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries
        .of("a", "Z", "7", "\u00FC", "\u00DF", "\u20AC", "\u7528", "\uD83D\uDCEE", "?", "=", "_", "%", "'", "*", ".")
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .map(letters -> String.join("", letters));
  }

  @Provide
  Arbitrary<Charset> charsets() {
    return Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> valid = Arbitraries.of("=?utf-8?q?gr=C3=BC=C3=9Fe?= =?iso-2022-jp?b?GyRCJDMbKEI=?=",
        "\"Ada, B.\" <ada@acme.example>, G: b@x.example, C <@r.example:c@y.example>;, d@[192.0.2.1] (D (E))",
        "attachment; filename*0*=utf-8'en'%e2%82%ac; filename*1=\" rates\"; filename*2*=%2epdf; name=\"a\\\"b\"",
        "Mon, 2 Nov 2026 10:00:00 +0100 (CET)", "<1@acme.example> <2@acme.example>\t<3@[192.0.2.1]>");
    Arbitrary<String> damaged = Combinators.combine(valid, Damage.damages(TOKENS))
        .as((value, damages) -> new String(Damage.of(value.getBytes(StandardCharsets.ISO_8859_1), damages),
            StandardCharsets.ISO_8859_1));
    Arbitrary<String> soup = Arbitraries.of(TOKENS).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
    return Arbitraries.oneOf(damaged, soup);
  }

  @Provide
  Arbitrary<String> runs() {
    return Arbitraries.of(TOKENS).list().ofMinSize(1).ofMaxSize(3).map(pieces -> String.join("", pieces));
  }
}
