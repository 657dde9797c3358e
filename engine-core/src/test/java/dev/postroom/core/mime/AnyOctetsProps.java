package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.postroom.error.StoreException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.BodyText;
import dev.postroom.testkit.Tries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AnyOctetsProps {
  private static final int MAX_LENGTH = 500;
  private static final String[] WORDS =
      {"\r\n", "\r\n\r\n", "\n", "\r", ": ", ";", "=", "\"", "(", ")", "<", ">", "@", ",", "--b",
          "--c", "--b--", "--c--", "Content-Type", "multipart/mixed", "multipart/alternative", "multipart/digest",
          "message/rfc822",
          "text/plain", "text/html", "boundary=b", "boundary=c", "charset=utf-16", "charset=iso-2022-kr",
          "charset=x-iso-2022-cn-gb",
          "Content-Transfer-Encoding", "base64", "quoted-printable", "Content-Disposition", "attachment",
          "filename*0*=utf-8''%e2%82",
          "filename=\"a\"", "Subject", "To", "From", "Date", "References", "Message-ID", "=?utf-8?q?=ff?=",
          "=?utf-16?b?AA==?=", "\0",
          "\u001b$B", "é", "😀", "QUJD", "=3D", "2 Nov 2026 10:00 +0100", "a@acme.example"};

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 20_000)
  void any_octets_are_outlined_and_read(@ForAll @Size(max = 2_000) byte[] octets) throws IOException {
    holds(octets);
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void any_sequence_of_words_of_mime_is_outlined_and_read(@ForAll("soup") String message) throws IOException {
    holds(message.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void a_message_that_was_damaged_is_outlined_and_read(@ForAll("samples") String name,
      @ForAll @IntRange(max = 2_000) int at,
      @ForAll @Size(max = 8) byte[] damage, @ForAll @IntRange(max = 64) int cut) throws IOException {
    byte[] octets = Samples.octets("wellformed/" + name);
    int place = at % octets.length;
    for (int i = 0; i < damage.length && place + i < octets.length; i++) {
      octets[place + i] ^= damage[i];
    }
    holds(Arrays.copyOf(octets, octets.length - Math.min(cut, octets.length)));
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 40_000)
  void octets_that_are_no_outline_are_refused_with_a_typed_failure(@ForAll @Size(max = 300) byte[] octets) {
    try {
      OutlineCodec.decode(octets);
    } catch (StoreException expected) {
      assertThat(expected.getMessage()).startsWith("outline");
    }
  }

  /** The control of the laws above: a reader that knows no bounds is found out. */
  @Example
  void a_reader_that_reads_on_for_as_long_as_there_is_something_is_found_out() {
    byte[] octets = ("Subject: a\r\n\r\n" + "word ".repeat(MAX_LENGTH)).getBytes(StandardCharsets.US_ASCII);
    assertThatNoException().isThrownBy(() -> holds(octets));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> holds(octets, 10 * MAX_LENGTH));
  }

  static void holds(byte[] octets) throws IOException {
    holds(octets, MAX_LENGTH);
  }

  private static void holds(byte[] octets, int readUpTo) throws IOException {
    MessageSource message = Samples.of(octets);
    Outline outline = Samples.PARSER.outline(message);
    MessageBody body = Samples.PARSER.body(message, readUpTo);

    assertThat(body.text().map(BodyText::content).orElse("")).hasSizeLessThanOrEqualTo(MAX_LENGTH);
    assertThat(body.html().map(BodyText::content).orElse("")).hasSizeLessThanOrEqualTo(MAX_LENGTH);
    byte[] encoded = OutlineCodec.encode(outline);
    assertThat(encoded).hasSizeLessThanOrEqualTo(OutlineCodec.MAX_OCTETS);
    assertThat(OutlineCodec.encode(OutlineCodec.decode(encoded))).isEqualTo(encoded);
    for (AttachmentInfo attachment : outline.attachments()) {
      try (InputStream content = Samples.PARSER.openPart(message, attachment.part()).orElseThrow()) {
        assertThat(content.readAllBytes()).hasSizeLessThanOrEqualTo(octets.length);
      }
    }
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(WORDS).list().ofMaxSize(120).map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> samples() {
    return Arbitraries.of("alternative", "mixed", "html-only", "encoded-words", "iso-2022-jp", "rfc2231-names",
        "forwarded",
        "delivery-report", "reply");
  }
}
