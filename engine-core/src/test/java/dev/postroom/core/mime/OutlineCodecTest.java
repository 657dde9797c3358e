package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Correspondent;
import dev.postroom.message.ParseProblem;
import dev.postroom.message.ParseStatus;
import dev.postroom.message.PartDisposition;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutlineCodecTest {
  private static final Correspondent ANN = Correspondent.of("Ann Ärcher", EmailAddress.parse("ann@acme.example"));
  private static final Outline FULL = new Outline("Grüße 😀", Optional.of(Instant.ofEpochSecond(-5)),
      new People(List.of(ANN), Optional.of(ANN), List.of(ANN), List.of(ANN, ANN),
          List.of(new Correspondent(Optional.empty(), Optional.empty(), "not an address")),
          List.of(new Correspondent(Optional.empty(), Optional.of(EmailAddress.parse("\"a b\"@acme.example")),
              "\"a b\" @acme.example"))),
      new Threading(Optional.of("m@acme.example"), List.of("p@acme.example"),
          List.of("o@acme.example", "p@acme.example")),
      new Automation(EnumSet.allOf(Automation.Sign.class), 7), "The beginning …",
      List.of(
          new AttachmentInfo("1.2", Optional.of("a.pdf"), "application/pdf", PartDisposition.INLINE, Optional.of("c@d"),
              1L << 40),
          new AttachmentInfo("2", Optional.empty(), "text/plain", PartDisposition.UNSTATED, Optional.empty(), 0)),
      new ParseStatus(EnumSet.allOf(ParseProblem.class)));
  private static final People NOBODY =
      new People(List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
  private static final Threading ALONE = new Threading(Optional.empty(), List.of(), List.of());
  private static final Automation NONE = new Automation(Set.of(), 0);

  @Test
  void an_outline_is_read_as_it_was_written() {
    assertThat(OutlineCodec.decode(OutlineCodec.encode(FULL))).isEqualTo(FULL);
  }

  @Test
  void an_outline_of_nothing_takes_a_few_octets() {
    Outline nothing = new Outline("", Optional.empty(), NOBODY, ALONE, NONE, "", List.of(), ParseStatus.COMPLETE);

    assertThat(OutlineCodec.encode(nothing)).hasSizeLessThan(20);
    assertThat(OutlineCodec.decode(OutlineCodec.encode(nothing))).isEqualTo(nothing);
  }

  @Test
  void recipients_that_do_not_fit_are_cut_with_a_mark() {
    List<Correspondent> many = IntStream.range(0, 5_000)
        .mapToObj(i -> EmailAddress.parse("user" + i + "@acme.example"))
        .map(Correspondent::of)
        .toList();
    Outline outline = new Outline("Sample", Optional.empty(),
        new People(many, Optional.of(ANN), many, many, many, many), ALONE, NONE, "", List.of(), ParseStatus.COMPLETE);

    byte[] encoded = OutlineCodec.encode(outline);
    Outline read = OutlineCodec.decode(encoded);

    assertThat(encoded).hasSizeLessThanOrEqualTo(OutlineCodec.MAX_OCTETS);
    assertThat(read.status().problems()).containsExactly(ParseProblem.TOO_MANY_ADDRESSES);
    assertThat(read.people().sender()).contains(ANN);
    assertThat(read.people().from()).isNotEmpty().isEqualTo(many.subList(0, read.people().from().size()));
    assertThat(read.people().to()).isNotEmpty().isEqualTo(many.subList(0, read.people().to().size()));
  }

  @Test
  void of_references_that_do_not_fit_the_nearest_are_kept() {
    List<String> many = IntStream.range(0, 50).mapToObj(i -> "x".repeat(900) + i + "@acme.example").toList();
    Outline outline =
        new Outline("Sample", Optional.empty(), NOBODY, new Threading(Optional.of("m@a"), List.of(), many), NONE, "",
            List.of(), ParseStatus.COMPLETE);

    Outline read = OutlineCodec.decode(OutlineCodec.encode(outline));

    int kept = read.threading().references().size();
    assertThat(kept).isBetween(5, 49);
    assertThat(read.threading().references()).isEqualTo(many.subList(50 - kept, 50));
    assertThat(read.status().problems()).containsExactly(ParseProblem.TOO_MANY_REFERENCES);
  }

  @Test
  void attachments_that_do_not_fit_are_cut_with_a_mark() {
    AttachmentInfo one =
        new AttachmentInfo("1", Optional.of("n".repeat(255)), "application/pdf", PartDisposition.ATTACHMENT,
            Optional.empty(), 1);
    Outline outline =
        new Outline("Sample", Optional.empty(), NOBODY, ALONE, NONE, "", Collections.nCopies(1_000, one),
            ParseStatus.COMPLETE);

    Outline read = OutlineCodec.decode(OutlineCodec.encode(outline));

    assertThat(read.attachments()).hasSizeBetween(10, 999).containsOnly(one);
    assertThat(read.status().problems()).containsExactly(ParseProblem.TOO_MANY_ATTACHMENTS);
  }

  @Test
  void a_section_of_a_later_time_is_passed_over() {
    byte[] encoded = OutlineCodec.encode(FULL);
    byte[] later = Arrays.copyOf(encoded, encoded.length + 5);
    System.arraycopy(new byte[]{(byte) 200, 0, 2, 1, 2}, 0, later, encoded.length, 5);

    assertThat(OutlineCodec.decode(later)).isEqualTo(FULL);
  }

  @Test
  void another_version_is_refused() {
    byte[] encoded = OutlineCodec.encode(FULL);
    encoded[0] = 2;

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> OutlineCodec.decode(encoded))
        .withMessage("outline version: 2 (expected: 1)")
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_VERSION));
  }

  @Test
  void a_damaged_outline_is_refused() {
    byte[] encoded = OutlineCodec.encode(FULL);

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> OutlineCodec.decode(Arrays.copyOf(encoded, 7)))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_CORRUPT));
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> OutlineCodec.decode(new byte[0]));
  }

  /** These octets are on disk: a later version must read them as this one does. */
  @Test
  void the_form_of_version_one_stays() {
    Outline outline = new Outline("Hi", Optional.of(Instant.ofEpochSecond(1)), NOBODY, ALONE, NONE, "", List.of(),
        new ParseStatus(Set.of(ParseProblem.TEXT_CUT)));
    byte[] versionOne =
        {1, 1, 0, 4, 0, 2, 'H', 'i', 2, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 4, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 10, 0,
            8, 'T', 'E', 'X', 'T', '_', 'C', 'U', 'T'};

    assertThat(OutlineCodec.encode(outline)).isEqualTo(versionOne);
    assertThat(OutlineCodec.decode(versionOne)).isEqualTo(outline);
  }
}
