package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.error.FailureReason;
import dev.postroom.error.LimitExceededException;
import dev.postroom.error.SealException;
import dev.postroom.error.StoreException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.PartDisposition;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardingTest {
  private static final Forwarding FORWARDING = new Forwarding(Composed.PARSER);
  private static final OutgoingMessage COVER = OutgoingMessage.to("carol@acme.example").text("Please look.");
  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, '\r', '\n'};

  @Test
  void a_message_is_passed_on_with_its_header_and_text_below_the_cover() {
    Composed forward = forward(COVER, received("""
        From: =?UTF-8?Q?J=C3=BCrgen?= <j@customer.example>
        To: support@acme.example
        Cc: Bob <bob@customer.example>
        Date: Mon, 2 Nov 2026 09:00:00 +0100
        Subject: Frage
        Message-ID: <q.2@customer.example>
        References: <q.1@customer.example>
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Gr=FC=DFe
        """));

    assertThat(forward.outline().subject()).isEqualTo("Fwd: Frage");
    assertThat(forward.outline().people().to()).hasSize(1);
    assertThat(forward.outline().threading().inReplyTo()).isEmpty();
    assertThat(forward.outline().threading().references()).containsExactly("q.1@customer.example",
        "q.2@customer.example");
    assertThat(forward.text()).contains("""
        Please look.

        ---------- Forwarded message ----------
        From: Jürgen <j@customer.example>
        Date: Mon, 2 Nov 2026 08:00:00 +0000
        Subject: Frage
        To: support@acme.example
        Cc: Bob <bob@customer.example>

        Grüße
        """);
    assertThat(forward.html()).isEmpty();
    assertThat(forward.outline().attachments()).isEmpty();
  }

  @Test
  void an_html_message_is_passed_on_in_html_and_in_words() {
    Composed forward = forward(COVER, received(
        """
            From: <script>@customer.example
            Subject: <b>Sale</b> & more
            Content-Type: text/html; charset=utf-8

            <html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><style>p{color:red}</style></head>
            <body><p>Grüße &amp; Küsse</p><div>und<br>mehr</div></body></html>
            """));

    assertThat(forward.text().orElseThrow()).startsWith("Please look.\n\n----------")
        .endsWith("\n\nGrüße & Küsse\nund\nmehr\n");
    String html = forward.html().orElseThrow();
    assertThat(html).contains("<style>p{color:red}</style>", "Please look.", "<p>Grüße &amp; Küsse</p>",
        "Subject: &lt;b&gt;Sale&lt;/b&gt; &amp; more", "<meta charset=\"UTF-8\">")
        .doesNotContain("<script>", "iso-8859-1");
    assertThat(html.indexOf("Please look.")).isLessThan(html.indexOf("Forwarded message"));
    assertThat(html.indexOf("Forwarded message")).isLessThan(html.indexOf("Küsse"));
  }

  @Test
  void a_cover_in_html_stands_before_a_plain_text() {
    Composed forward = forward(OutgoingMessage.to("carol@acme.example")
        .html("<html><head><style>b{color:blue}</style></head><body><b>Look</b></body></html>"),
        received("From: ann@customer.example\nSubject: x\n\n1 < 2\n  indented\n"));

    assertThat(forward.text().orElseThrow()).startsWith("Look\n\n----------").endsWith("1 < 2\n  indented\n");
    assertThat(forward.html().orElseThrow()).contains("<style>b{color:blue}</style>", "<b>Look</b>",
        "<div style=\"white-space: pre-wrap\">1 &lt; 2\n  indented\n</div>");
  }

  @Test
  void files_and_pictures_of_the_original_go_along_octet_by_octet() {
    byte[] inner = "Subject: inner\r\n\r\nHi\r\n".getBytes(StandardCharsets.US_ASCII);
    Original original = sent(OutgoingMessage.to("ann@customer.example")
        .html("<img src=\"cid:logo\"><img src='cid:other'>")
        .addAttachment(inline("logo"))
        .addAttachment(inline("other"))
        .addAttachment(inline("unused"))
        .addAttachment(OutgoingAttachment.of("Übersicht.csv", "text/csv", "ü".getBytes(StandardCharsets.UTF_8)))
        .addAttachment(OutgoingAttachment.of("inner.eml", "message/rfc822", inner)));
    Composed forward = forward(COVER.addAttachment(OutgoingAttachment.of("own.pdf", "application/pdf", new byte[]{7}))
        .addAttachment(inline("other")), original);

    List<AttachmentInfo> files = forward.outline().attachments();
    assertThat(files).extracting(file -> file.fileName().orElseThrow())
        .containsExactly("other.png", "logo.png", "own.pdf",
            "other.png", "unused.png", "Übersicht.csv", "inner.eml");
    assertThat(files).extracting(AttachmentInfo::disposition)
        .startsWith(PartDisposition.INLINE, PartDisposition.INLINE,
            PartDisposition.ATTACHMENT, PartDisposition.ATTACHMENT, PartDisposition.ATTACHMENT);
    assertThat(forward.part(files.get(1).part())).isEqualTo(PICTURE);
    assertThat(forward.part(files.get(5).part())).isEqualTo("ü".getBytes(StandardCharsets.UTF_8));
    assertThat(forward.part(files.get(6).part())).isEqualTo(inner);
    assertThat(forward.faults(998)).isEmpty();
  }

  @Test
  void parts_with_names_and_types_that_may_not_be_written_go_along_all_the_same() {
    Composed forward = forward(COVER, received("""
        From: ann@customer.example
        Content-Type: multipart/mixed; boundary=b

        --b

        Text
        --b
        Content-Type: application/'odd%type'
        Content-ID: <with space and ünicode>

        one
        --b
        Content-Type: message/rfc822
        Content-Transfer-Encoding: 8bit

        Subject: grüße

        --b--
        """));

    assertThat(forward.outline().attachments()).extracting(AttachmentInfo::mediaType)
        .containsExactly("application/octet-stream", "application/octet-stream");
    assertThat(forward.outline().attachments()).extracting(file -> file.fileName().orElseThrow())
        .containsExactly("part-2", "part-3");
    assertThat(forward.part("2")).isEqualTo("one".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void a_message_that_is_not_understood_in_full_goes_along_as_a_file() {
    Original broken =
        received("From: ann@customer.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText, and then\n");
    Composed forward = forward(COVER, broken);

    assertThat(forward.outline().attachments()).hasSize(1);
    assertThat(forward.outline().attachments().get(0).fileName()).contains("original.eml");
    assertThat(forward.part("2")).isEqualTo(octets(broken.source()));

    Composed long_ = forward(COVER, received("From: ann@customer.example\n\n" + "word\n".repeat(300_000)));
    assertThat(long_.outline().attachments()).hasSize(1);
  }

  @Test
  void deeply_nested_markup_is_passed_on() {
    Composed forward = forward(COVER, received("From: ann@customer.example\nContent-Type: text/html\n\n"
        + "<div><b>".repeat(20_000) + "deep"));

    assertThat(forward.text().orElseThrow()).contains("deep");
    assertThat(forward.html().orElseThrow()).contains("deep");
  }

  @Test
  void that_the_stored_message_cannot_be_read_is_a_failure_of_the_store() {
    Original original = sent(OutgoingMessage.to("ann@customer.example")
        .text("x")
        .addAttachment(OutgoingAttachment.of("x.pdf", "application/pdf", new byte[30_000])));
    Failing failing = new Failing(original.source());
    Original unreadable = new Original(original.outline(), failing, original.way());
    Content content = FORWARDING.content(COVER, unreadable);
    Composition composition = Composition.of(COVER, Composed.SUPPORT, Composed.STAMP).carrying(content);
    failing.after = 10_000;

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new Composer().write(composition, new ByteArrayOutputStream()))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE));
    failing.after = 0;
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> FORWARDING.content(COVER, unreadable));

    failing.sealed = true;
    assertThatExceptionOfType(SealException.class)
        .isThrownBy(() -> new Composer().write(composition, new ByteArrayOutputStream()));
  }

  @Test
  void a_message_whose_files_would_take_too_long_is_refused() {
    Original original = sent(OutgoingMessage.to("ann@customer.example")
        .text("x")
        .addAttachment(OutgoingAttachment.of("x.pdf", "application/pdf", new byte[1])));
    MessageSource huge = new MessageSource() {
      @Override
      public InputStream open() throws IOException {
        return original.source().open();
      }

      @Override
      public long size() {
        return (1L << 32) + 1;
      }
    };

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> FORWARDING.content(COVER, new Original(original.outline(), huge, original.way())));
  }

  @Test
  void of_very_many_recipients_only_the_first_are_named() {
    Composed forward =
        forward(COVER, received("To: " + "a@customer.example, ".repeat(150) + "b@customer.example\n\nx\n"));

    assertThat(forward.text().orElseThrow()).contains("a@customer.example, …\n").doesNotContain("b@customer.example");
  }

  private static Composed forward(OutgoingMessage cover, Original original) {
    OutgoingMessage titled = FORWARDING.titled(cover, original);
    return Composed.of(Composition.of(titled, Composed.SUPPORT, Composed.STAMP)
        .carrying(FORWARDING.content(titled, original))
        .after(Ancestors.ofForward(original.outline().threading())));
  }

  private static Original received(String message) {
    Composed octets = Composed.ofOctets(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return new Original(octets.outline(), octets, Original.Way.RECEIVED);
  }

  private static Original sent(OutgoingMessage message) {
    Composed octets = Composed.of(Composition.of(message, Addressee.of(EmailAddress.parse("support@acme.example")),
        new Stamp("2.b@acme.example", Composed.STAMP.date())));
    return new Original(octets.outline(), octets, Original.Way.SENT);
  }

  private static OutgoingAttachment inline(String id) {
    return OutgoingAttachment.inline(id, id + ".png", "image/png", () -> new ByteArrayInputStream(PICTURE));
  }

  private static byte[] octets(MessageSource source) {
    try (InputStream octets = source.open()) {
      return octets.readAllBytes();
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
  }

  /** A store whose disk, or whose key, fails after so many octets. */
  private static final class Failing implements MessageSource {
    private final MessageSource source;
    private int after = Integer.MAX_VALUE;
    private boolean sealed;

    Failing(MessageSource source) {
      this.source = source;
    }

    @Override
    public InputStream open() throws IOException {
      InputStream octets = source.open();
      return new InputStream() {
        private int left = after;

        @Override
        public int read() {
          throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          left -= length;
          if (left >= 0) {
            return octets.read(into, offset, length);
          }
          if (sealed) {
            throw new SealException(FailureReason.SEAL_BROKEN, "content: does not open");
          }
          throw new IOException("disk");
        }
      };
    }

    @Override
    public long size() {
      return source.size();
    }
  }
}
