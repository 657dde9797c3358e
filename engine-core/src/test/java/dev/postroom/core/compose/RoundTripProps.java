package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.mime.Outline;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Correspondent;
import dev.postroom.message.ParseStatus;
import dev.postroom.message.PartDisposition;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What goes in comes out again, as our own parser reads it. */
class RoundTripProps {

  @Property(tries = 500)
  void people_and_subject_come_out_as_they_went_in(@ForAll("addressees") Addressee author,
      @ForAll @Size(min = 1, max = 6) List<@From("addressees") Addressee> to,
      @ForAll @Size(max = 6) List<@From("addressees") Addressee> cc, @ForAll("addressees") Addressee replyTo,
      @ForAll("subjects") String subject) {
    OutgoingMessage message = OutgoingMessage.ofText("x").replyTo(replyTo).subject(subject);
    for (Addressee one : to) {
      message = message.addTo(one);
    }
    for (Addressee one : cc) {
      message = message.addCc(one);
    }
    Composed composed = Composed.of(Composition.of(message, author, Composed.STAMP));
    Outline outline = composed.outline();

    assertThat(outline.status()).isEqualTo(ParseStatus.COMPLETE);
    assertThat(shown(outline.people().from())).isEqualTo(expected(List.of(author)));
    assertThat(shown(outline.people().replyTo())).isEqualTo(expected(List.of(replyTo)));
    assertThat(shown(outline.people().to())).isEqualTo(expected(to));
    assertThat(shown(outline.people().cc())).isEqualTo(expected(cc));
    assertThat(outline.subject()).isEqualTo(subject);
    assertThat(outline.threading().messageId()).contains("1.a@acme.example");
    assertThat(composed.ascii().lines().filter(line -> line.startsWith("Subject:")).findFirst().orElseThrow())
        .hasSizeLessThanOrEqualTo(76);
  }

  @Property(tries = 500)
  void texts_come_out_as_they_went_in(@ForAll("bodies") Optional<String> text,
      @ForAll("bodies") Optional<String> html) {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example").subject("x");
    message = text.isPresent() ? message.text(text.get()) : message;
    message = html.isPresent() ? message.html(html.get()) : message;
    Composed composed = Composed.of(message);

    assertThat(composed.outline().status()).isEqualTo(ParseStatus.COMPLETE);
    assertThat(composed.html()).isEqualTo(html.map(Texts::asRead));
    assertThat(composed.text()).isEqualTo(text.or(() -> html.isPresent() ? Optional.empty() : Optional.of(""))
        .map(Texts::asRead));
    assertThat(composed.faults(78)).isEmpty();
  }

  @Property(tries = 300)
  void files_and_pictures_come_out_as_they_went_in(@ForAll @Size(max = 5) List<@From("files") OutgoingAttachment> files,
      @ForAll("bodies") Optional<String> text, @ForAll("bodies") Optional<String> html) throws Exception {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example").subject("x");
    message = text.isPresent() ? message.text(text.get()) : message;
    message = html.isPresent() ? message.html(html.get()) : message;
    for (OutgoingAttachment file : files) {
      message = message.addAttachment(file);
    }
    Composed composed = Composed.of(message);
    Outline outline = composed.outline();

    assertThat(outline.status()).isEqualTo(ParseStatus.COMPLETE);
    assertThat(composed.html()).isEqualTo(html.map(Texts::asRead));
    List<OutgoingAttachment> expected = new ArrayList<>(files);
    if (html.isPresent()) {
      expected.sort((one, other) -> one.disposition().compareTo(other.disposition()));
    }
    assertThat(outline.attachments()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      AttachmentInfo read = outline.attachments().get(i);
      OutgoingAttachment file = expected.get(i);
      assertThat(read.fileName()).contains(file.fileName());
      assertThat(read.mediaType()).isEqualTo(file.mediaType());
      assertThat(read.disposition()).isEqualTo(file.disposition());
      assertThat(read.contentId()).isEqualTo(file.contentId());
      assertThat(composed.part(read.part())).isEqualTo(file.content().open().readAllBytes());
    }
    assertThat(composed.faults(78)).isEmpty();
  }

  @Property(tries = 200)
  void composing_twice_gives_the_same_octets(
      @ForAll @Size(max = 3) List<@From("files") OutgoingAttachment> files, @ForAll("bodies") Optional<String> html) {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example").text("x");
    message = html.isPresent() ? message.html(html.get()) : message;
    for (OutgoingAttachment file : files) {
      message = message.addAttachment(file);
    }
    Composition composition = Composition.of(message, Composed.SUPPORT, Composed.STAMP);
    byte[] once = Composed.of(composition).octets();

    assertThat(Composed.of(composition).octets()).isEqualTo(once);
  }

  private static List<String> shown(List<Correspondent> people) {
    return people.stream().map(one -> one.name().orElse("") + '|' + one.address().orElseThrow()).toList();
  }

  private static List<String> expected(List<Addressee> people) {
    return people.stream().map(one -> one.name().orElse("") + '|' + one.address()).toList();
  }

  @Provide
  Arbitrary<Addressee> addressees() {
    return Texts.addressees();
  }

  @Provide
  Arbitrary<String> subjects() {
    return Texts.lines(998);
  }

  @Provide
  Arbitrary<Optional<String>> bodies() {
    return Texts.bodies().filter(text -> !text.startsWith("\ufeff")).optional();
  }

  @Provide
  Arbitrary<OutgoingAttachment> files() {
    Arbitrary<byte[]> contents = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<String> types = Arbitraries.of("application/pdf", "image/png", "text/plain", "text/html", "text/csv");
    return Combinators.combine(Texts.fileNames(), types, contents, Arbitraries.integers().between(0, 3))
        .as((name, type, content, inline) -> {
          OutgoingAttachment file = OutgoingAttachment.of(name, type, content);
          return inline > 0 ? file
              : new OutgoingAttachment(name, "image/png", PartDisposition.INLINE,
                  Optional.of("picture." + content.length),
                  file.content());
        });
  }
}
