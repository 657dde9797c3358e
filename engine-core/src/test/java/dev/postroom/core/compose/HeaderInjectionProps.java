package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text that goes into a header makes a field of its own, or ends the header. */
class HeaderInjectionProps {
  private static final List<String> FIELDS = List.of("date", "from", "to", "cc", "subject", "message-id", "x-own",
      "mime-version", "content-type");

  @Property(tries = 1_000)
  void whatever_values_allow_stays_within_its_field(@ForAll("odd") String name, @ForAll("odd") String subject,
      @ForAll("odd") String value, @ForAll("odd") String fileName) {
    Composed composed = Composed.of(Composition.of(message(name, subject, value, fileName),
        Addressee.of(name, EmailAddress.parse("support@acme.example")), Composed.STAMP));

    assertThat(composed.fieldNames()).containsExactlyElementsOf(FIELDS);
    assertThat(composed.outline().people().to()).hasSize(1);
    assertThat(composed.outline().people().to().get(0).address()).contains(EmailAddress.parse("ann@acme.example"));
    assertThat(composed.outline().people().cc().get(0).address()).contains(EmailAddress.parse("bob@acme.example"));
    assertThat(composed.outline().attachments()).hasSize(1);
    assertThat(composed.faults(998)).isEmpty();
  }

  @Property(tries = 1_000)
  void line_breaks_and_controls_are_refused_or_stay_within_their_field(@ForAll("attacks") String name,
      @ForAll("attacks") String subject, @ForAll("attacks") String value, @ForAll("attacks") String fileName) {
    OutgoingMessage message;
    try {
      message = message(name, subject, value, fileName);
    } catch (InvalidInputException refused) {
      assertThat(name + subject + value + fileName).containsPattern("[\\p{Cntrl}\u2028\u2029\u0080-\u009f]");
      return;
    }
    assertThat(Composed.of(message).fieldNames()).containsExactlyElementsOf(FIELDS);
    assertThat(name + subject + value + fileName).doesNotContainPattern("[\r\n\u0000\u2028]");
  }

  @Property(tries = 500)
  void foreign_identifiers_never_leave_their_field(@ForAll("attacks") String id, @ForAll("odd") String other) {
    Ancestors ancestors = new Ancestors(Optional.of(id), List.of(id, other, "x@acme.example"));
    Composed composed =
        Composed.of(Composition.of(OutgoingMessage.to("ann@acme.example"), Composed.SUPPORT, Composed.STAMP)
            .after(ancestors));

    assertThat(composed.field("References").orElseThrow()).endsWith("<x@acme.example>");
    assertThat(composed.fieldNames()).doesNotContain("bcc", "x-evil");
    assertThat(composed.faults(998)).isEmpty();
  }

  private static OutgoingMessage message(String name, String subject, String value, String fileName) {
    return OutgoingMessage.to(Addressee.of(name, EmailAddress.parse("ann@acme.example")))
        .addCc(Addressee.of(name, EmailAddress.parse("bob@acme.example")))
        .subject(subject)
        .addHeader("X-Own", value)
        .text("x")
        .addAttachment(OutgoingAttachment.of(fileName + '.', "text/csv", new byte[0]));
  }

  @Provide
  Arbitrary<String> odd() {
    return Texts.oddLines(200);
  }

  @Provide
  Arbitrary<String> attacks() {
    return Arbitraries.of("\r\n", "\n", "\r", "\0", "\u2028", "\u2029", "\u0085", "\u000b", "\f", "\u010a", "\u010d",
        "Bcc: mallory@evil.example", "\r\nX-Evil: 1", "\r\n\r\n", "a", " ", "\"", "<", ">", ",", ":")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }
}
