package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.util.Optional;
import java.util.Properties;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What we write is understood by a reader that is not ours. */
class IndependentReaderProps {

  @Property(tries = 300)
  void names_subjects_file_names_and_texts_are_read_as_they_were_written(@ForAll("lines") String name,
      @ForAll("lines") String subject, @ForAll("fileNames") String fileName, @ForAll("bodies") String text)
      throws Exception {
    MimeMessage read = read(Composed.of(OutgoingMessage.to(Addressee.of(name, Composed.SUPPORT.address()))
        .subject(subject)
        .text(text)
        .addAttachment(OutgoingAttachment.of(fileName, "application/pdf", new byte[]{1, 2, 3}))));

    InternetAddress to = (InternetAddress) read.getRecipients(Message.RecipientType.TO)[0];
    assertThat(Optional.ofNullable(to.getPersonal()).orElse("")).isEqualTo(name);
    assertThat(to.getAddress()).isEqualTo("support@acme.example");
    assertThat(read.getSubject()).isEqualTo(subject);
    Multipart mixed = (Multipart) read.getContent();
    assertThat(Texts.asRead((String) mixed.getBodyPart(0).getContent())).isEqualTo(Texts.asRead(text));
    BodyPart file = mixed.getBodyPart(1);
    assertThat(file.getFileName()).isEqualTo(fileName);
    assertThat(file.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
  }

  @Property(tries = 300)
  void old_readers_find_the_file_name_in_the_content_type(@ForAll("fileNames") String fileName) throws Exception {
    MimeMessage read = read(Composed.of(OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of(fileName, "application/pdf", new byte[0]))));

    BodyPart file = ((Multipart) read.getContent()).getBodyPart(1);
    file.removeHeader("Content-Disposition");
    assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo(fileName);
  }

  private static MimeMessage read(Composed composed) throws Exception {
    return new MimeMessage(Session.getInstance(new Properties()), composed.open());
  }

  @Provide
  Arbitrary<String> lines() {
    return Texts.lines(200);
  }

  @Provide
  Arbitrary<String> fileNames() {
    return Texts.fileNames();
  }

  @Provide
  Arbitrary<String> bodies() {
    return Texts.bodies();
  }
}
