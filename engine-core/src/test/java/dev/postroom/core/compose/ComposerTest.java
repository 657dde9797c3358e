package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposerTest {

  static Set<String> golden() {
    return GoldenMessages.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void typical_messages_are_written_like_this(String name) throws IOException {
    try (InputStream expected = ComposerTest.class.getResourceAsStream("golden/" + name + ".eml")) {
      assertThat(expected).isNotNull();
      assertThat(new String(Composed.of(GoldenMessages.named(name)).octets(), StandardCharsets.UTF_8))
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void blind_copies_are_named_nowhere() {
    Composed composed = Composed.of(OutgoingMessage.to("ann@acme.example")
        .addBcc(Addressee.of("Secret Reader", EmailAddress.parse("secret@acme.example")))
        .text("x"));

    assertThat(composed.ascii()).doesNotContainIgnoringCase("secret").doesNotContainIgnoringCase("bcc");
  }

  @Test
  void only_a_local_part_beyond_ascii_is_written_as_it_is() {
    OutgoingMessage message =
        OutgoingMessage.to(Addressee.of("Ünal", EmailAddress.parse("a@bücher.example"))).text("ü");
    assertThat(Composed.of(message).faults(78)).isEmpty();

    OutgoingMessage other = message.addCc(Addressee.of(EmailAddress.parse("ünal@bücher.example")));
    assertThat(new String(Composed.of(other).octets(), StandardCharsets.UTF_8))
        .contains("Cc: ünal@xn--bcher-kva.example\r\n");
  }

  @Test
  void header_lines_are_written_in_utf_8_so_that_no_letter_becomes_a_line_break() {
    Composed composed = Composed.of(OutgoingMessage.to("\u010abcc\u010d@acme.example").text("x"));

    assertThat(new String(composed.octets(), StandardCharsets.UTF_8))
        .contains("To: \u010abcc\u010d@acme.example\r\n");
    assertThat(composed.outline()
        .people()
        .to()
        .get(0)
        .address()).contains(EmailAddress.parse("\u010abcc\u010d@acme.example"));
  }

  @Test
  void a_message_within_a_message_goes_as_it_is_when_it_is_seven_bit_and_as_a_file_when_not() {
    byte[] inner = "Subject: x\r\n\r\n--=_\r\nFrom here\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] bare = "Subject: x\n\n\u00fc".getBytes(StandardCharsets.UTF_8);
    Composed composed = Composed.of(OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of("a.eml", "message/rfc822", inner))
        .addAttachment(OutgoingAttachment.of("b.eml", "message/rfc822", bare)));

    assertThat(composed.outline().attachments()).extracting(AttachmentInfo::mediaType)
        .containsExactly("message/rfc822", "application/octet-stream");
    assertThat(composed.part("2")).isEqualTo(inner);
    assertThat(composed.part("3")).isEqualTo(bare);
    assertThat(composed.faults(78)).isEmpty();
  }

  @Test
  void a_file_is_attached_under_its_own_name_and_read_each_time(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("report.csv"), "a,b\r\n");
    OutgoingMessage message =
        OutgoingMessage.to("ann@acme.example").text("x").addAttachment(OutgoingAttachment.of("text/csv", file));

    assertThat(Composed.of(message).outline().attachments()).extracting(AttachmentInfo::fileName)
        .containsExactly(Optional.of("report.csv"));
    assertThat(Composed.of(message).part("2")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void a_picture_without_html_text_is_a_file_beside_the_text() {
    Composed composed = Composed.of(OutgoingMessage.to("ann@acme.example")
        .text("x")
        .addAttachment(OutgoingAttachment.inline("logo", "logo.png", "image/png", InputStream::nullInputStream)));

    assertThat(composed.ascii()).contains("multipart/mixed").doesNotContain("multipart/related");
  }

  @Test
  void long_words_of_a_hosts_own_field_are_left_whole_and_long_texts_are_folded() {
    String token = "t".repeat(900);
    Composed composed = Composed.of(OutgoingMessage.to("ann@acme.example")
        .addHeader("X-Token", token)
        .addHeader("X-Words", "word ".repeat(400).strip())
        .addHeader("X-Name", "Müller")
        .addHeader("X-Empty", " \t "));

    assertThat(composed.field("X-Token")).contains(token);
    assertThat(composed.field("X-Words")).contains("word ".repeat(400).strip());
    assertThat(composed.field("X-Name")).contains("=?UTF-8?Q?M=C3=BCller?=");
    assertThat(composed.field("X-Empty")).contains("");
    assertThat(composed.faults(998)).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_the_callers_mistake() {
    IOException gone = new IOException("gone");
    OutgoingMessage unopened = OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of("x", "text/plain", () -> {
          throw gone;
        }));
    OutgoingMessage broken = OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of("x", "text/plain", () -> new Breaking(gone)));

    for (OutgoingMessage message : Set.of(unopened, broken)) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> new Composer().write(composition(message), new ByteArrayOutputStream()))
          .withMessage("attachment: cannot be read")
          .withCause(gone);
    }
  }

  @Test
  void a_failure_of_what_is_written_to_passes_as_it_is_and_the_file_is_closed() {
    IOException full = new IOException("full");
    AtomicBoolean closed = new AtomicBoolean();
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of("x", "text/plain", () -> new Endless() {
          @Override
          public void close() {
            closed.set(true);
          }
        }));

    assertThatIOException().isThrownBy(() -> new Composer().write(composition(message), new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw full;
      }
    })).isSameAs(full);
    assertThat(closed).isTrue();
  }

  @Test
  void no_text_form_shows_content() {
    Composition composition = composition(OutgoingMessage.to("ann@acme.example").subject("hush").text("hush"))
        .after(new Ancestors(Optional.of("hush@acme.example"), Collections.nCopies(3, "hush@acme.example")));

    assertThat(composition.toString() + composition.stamp() + composition.ancestors() + composition.content())
        .doesNotContain("hush", "acme.example");
  }

  private static Composition composition(OutgoingMessage message) {
    return Composition.of(message, Composed.SUPPORT, Composed.STAMP);
  }

  private static class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }
  }

  private static final class Breaking extends Endless {
    private final IOException failure;
    private int left = 10_000;

    Breaking(IOException failure) {
      this.failure = failure;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw failure;
      }
      return length;
    }
  }
}
