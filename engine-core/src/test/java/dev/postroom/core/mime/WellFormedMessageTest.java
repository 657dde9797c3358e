package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.BodyText;
import dev.postroom.message.Correspondent;
import dev.postroom.message.PartDisposition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellFormedMessageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"alternative", "mixed", "html-only", "utf8-header", "encoded-words", "iso-2022-jp", "rfc2231-names",
          "forwarded", "delivery-report", "reply", "list-mail", "attachment-only", "text-around-picture"})
  void nothing_is_wrong_with_it_and_its_encoding_keeps_all(String name) throws IOException {
    Outline outline = outline(name);

    assertThat(outline.status().isComplete()).isTrue();
    assertThat(OutlineCodec.decode(OutlineCodec.encode(outline))).isEqualTo(outline);
  }

  @Test
  void the_header_of_a_message_with_two_forms_of_text_is_read() throws IOException {
    Outline outline = outline("alternative");

    assertThat(outline.subject()).isEqualTo("Plain and HTML");
    assertThat(outline.date()).contains(Instant.parse("2026-11-02T09:00:00Z"));
    assertThat(outline.people().from()).containsExactly(named("Ann Archer", "ann@acme.example"));
    assertThat(outline.people().sender()).contains(unnamed("desk@acme.example"));
    assertThat(outline.people().replyTo()).containsExactly(unnamed("replies@acme.example"));
    assertThat(outline.people().to()).containsExactly(named("Bob", "bob@acme.example"),
        named("Carl", "carl@acme.example"));
    assertThat(outline.people().cc()).containsExactly(unnamed("dora@acme.example"), named("E. von", "e@acme.example"));
    assertThat(outline.people().bcc()).isEmpty();
    assertThat(outline.threading().messageId()).contains("alt.1@acme.example");
    assertThat(outline.snippet())
        .isEqualTo("Hello Bob, the price is 5€, and this line is so long that it is folded.");
    assertThat(outline.attachments()).isEmpty();
    assertThat(outline.automation()).isEqualTo(new Automation(Set.of(), 0));
  }

  @Test
  void both_forms_of_a_text_are_decoded() throws IOException {
    MessageBody body = body("alternative");

    assertThat(body.text())
        .contains(new BodyText("Hello  Bob,\nthe price is 5€, and this line is so long that it is folded.", false));
    assertThat(body.html()).contains(new BodyText("<p>Hello <b>Bob</b>, the price is 5€.</p>\n", false));
  }

  @Test
  void attachments_and_pictures_of_the_text_are_listed() throws IOException {
    assertThat(outline("mixed").attachments()).containsExactly(
        new AttachmentInfo("1.2", Optional.of("logo.png"), "image/png", PartDisposition.INLINE,
            Optional.of("logo@acme.example"),
            12),
        new AttachmentInfo("2", Optional.of("report.pdf"), "application/pdf", PartDisposition.ATTACHMENT,
            Optional.empty(), 20),
        new AttachmentInfo("3", Optional.of("notes.txt"), "text/plain", PartDisposition.ATTACHMENT, Optional.empty(),
            7));
    assertThat(body("mixed").text()).contains(new BodyText("See the files.", false));
    assertThat(outline("mixed").date()).contains(Instant.parse("2026-11-02T09:00:00Z"));
  }

  @Test
  void a_part_is_opened_by_its_number_and_decoded() throws IOException {
    assertThat(part("mixed", "2")).isEqualTo("%PDF-1.7\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(part("mixed", "3")).isEqualTo("A note.".getBytes(StandardCharsets.US_ASCII));
    assertThat(part("attachment-only", "1")).isEqualTo("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "0", "1", "1.1", "", "x", "-1", "2.1", "99999999999999999999"})
  void a_part_that_does_not_exist_or_has_no_content_is_not_opened(String number) throws IOException {
    assertThat(Samples.PARSER.openPart(Samples.file("wellformed/mixed"), number)).isEmpty();
  }

  @Test
  void the_snippet_of_html_has_no_markup_title_or_style() throws IOException {
    assertThat(outline("html-only").snippet()).isEqualTo("Dear Bob, see<this> & that.");
    assertThat(body("html-only").text()).isEmpty();
  }

  @Test
  void headers_in_utf8_are_read_as_they_are() throws IOException {
    Outline outline = outline("utf8-header");

    assertThat(outline.subject()).isEqualTo("Grüße aus 東京");
    assertThat(outline.people().from())
        .containsExactly(new Correspondent(Optional.of("Jürgen Müller"),
            Optional.of(EmailAddress.parse("jürgen@bücher.example")), "jürgen@bücher.example"));
    assertThat(outline.people().to()).containsExactly(named("受信者", "inbox@acme.example"));
    assertThat(outline.snippet()).isEqualTo("Viele Grüße, 東京");
  }

  @Test
  void encoded_words_are_decoded_in_subject_and_names() throws IOException {
    Outline outline = outline("encoded-words");

    assertThat(outline.subject()).isEqualTo("Grüße aus 東京 today");
    assertThat(outline.people().from()).containsExactly(named("Jürgen Müller", "j@acme.example"));
    assertThat(outline.people().to()).containsExactly(named("受信者", "inbox@acme.example"));
  }

  @Test
  void japanese_in_seven_bits_is_decoded() throws IOException {
    assertThat(outline("iso-2022-jp").subject()).isEqualTo("日本");
    assertThat(body("iso-2022-jp").text()).contains(new BodyText("こんにちは、世界。\n", false));
  }

  @Test
  void file_names_are_decoded_in_every_way_they_are_written() throws IOException {
    assertThat(outline("rfc2231-names").attachments()).extracting(AttachmentInfo::fileName)
        .containsExactly(
            Optional.of("Grüße aus Wien.pdf"), Optional.of("Grüße.pdf"), Optional.of("Grüße.bin"),
            Optional.of("Grüße.pdf"));
  }

  @Test
  void a_message_within_a_message_is_one_attachment() throws IOException {
    assertThat(outline("forwarded").subject()).isEqualTo("Fwd: Original");
    assertThat(outline("forwarded").attachments())
        .containsExactly(new AttachmentInfo("2", Optional.empty(), "message/rfc822",
            PartDisposition.UNSTATED, Optional.empty(), 191));
    assertThat(new String(part("forwarded", "2"), StandardCharsets.US_ASCII)).startsWith("From: bob@acme.example\r\n");
    assertThat(body("forwarded").text()).contains(new BodyText("See below.", false));
  }

  @Test
  void a_delivery_report_is_automatic_and_keeps_its_parts() throws IOException {
    Outline outline = outline("delivery-report");

    assertThat(outline.automation()).isEqualTo(new Automation(Set.of(Automation.Sign.AUTO_SUBMITTED), 2));
    assertThat(outline.people().from()).containsExactly(named("Mail Delivery System", "MAILER-DAEMON@mx.example"));
    assertThat(outline.attachments()).extracting(AttachmentInfo::mediaType)
        .containsExactly("message/delivery-status", "text/rfc822-headers");
    assertThat(new String(part("delivery-report", "2"), StandardCharsets.US_ASCII)).contains("Status: 5.1.1");
  }

  @Test
  void a_reply_names_its_ancestors_oldest_first() throws IOException {
    assertThat(outline("reply").threading()).isEqualTo(new Threading(Optional.of("r.3@acme.example"),
        List.of("q.2@acme.example"), List.of("q.0@acme.example", "q.1@acme.example", "q.2@acme.example")));
    assertThat(outline("reply").date()).contains(Instant.parse("2026-11-03T13:15:00Z"));
  }

  @Test
  void list_mail_is_told_by_its_header() throws IOException {
    assertThat(outline("list-mail").automation().signs()).containsExactlyInAnyOrder(Automation.Sign.BULK,
        Automation.Sign.LIST,
        Automation.Sign.ANSWERS_UNWANTED);
    assertThat(outline("list-mail").people().to()).isEmpty();
  }

  @Test
  void texts_around_a_picture_are_put_together() throws IOException {
    assertThat(body("text-around-picture").text()).contains(new BodyText("Before.\nAfter.", false));
    assertThat(outline("text-around-picture").attachments()).extracting(AttachmentInfo::part).containsExactly("2");
  }

  @Test
  void a_text_is_cut_at_the_length_that_is_asked_for_and_says_so() throws IOException {
    MessageSource message =
        Samples.of("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "é".repeat(100));

    assertThat(Samples.PARSER.body(message, 99).text()).contains(new BodyText("é".repeat(99), true));
    assertThat(Samples.PARSER.body(message, 100).text()).contains(new BodyText("é".repeat(100), false));
  }

  @Test
  void a_text_is_not_sought_for_ever_in_content_that_decodes_to_nothing() throws IOException {
    MessageSource message =
        Samples.of("Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "!".repeat(200_000) + "VGV4dA==");

    assertThat(Samples.PARSER.body(message, 100).text()).contains(new BodyText("", true));
    assertThat(Samples.PARSER.body(message, 100_000).text()).contains(new BodyText("Text", false));
  }

  @Test
  void half_of_a_character_is_never_given() throws IOException {
    MessageSource message =
        Samples.of("Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + "😀".repeat(10));

    assertThat(Samples.PARSER.body(message, 5).text()).contains(new BodyText("😀😀", true));
  }

  @Test
  void no_text_form_shows_content() throws IOException {
    Outline outline = outline("alternative");
    String shown = outline + " " + outline.people() + outline.people().from() + outline.threading()
        + outline("mixed").attachments()
        + body("alternative");

    assertThat(shown).doesNotContain("Plain", "Hello", "acme", "Ann", "report", "pdf", "alt.1");
  }

  private static Correspondent named(String name, String address) {
    return Correspondent.of(name, EmailAddress.parse(address));
  }

  private static Correspondent unnamed(String address) {
    return Correspondent.of(EmailAddress.parse(address));
  }

  private static Outline outline(String name) throws IOException {
    return Samples.PARSER.outline(Samples.file("wellformed/" + name));
  }

  private static MessageBody body(String name) throws IOException {
    return Samples.PARSER.body(Samples.file("wellformed/" + name), 10_000);
  }

  private static byte[] part(String name, String number) throws IOException {
    try (InputStream content = Samples.PARSER.openPart(Samples.file("wellformed/" + name), number).orElseThrow()) {
      return content.readAllBytes();
    }
  }
}
