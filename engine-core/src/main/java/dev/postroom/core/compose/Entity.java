package dev.postroom.core.compose;

import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * An entity of MIME (RFC 2045, section 2.4): the fields that describe a content, and the content, which is written when it is asked for.
 *
 * @param fields
 *          whole fields, folded
 * @param content
 *          writes it, not yet encoded for transfer
 */
record Entity(List<String> fields, Writing content) {

  /** Writes a content; may be asked as often as is needed. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static Entity multipart(String subtype, String parameters, String boundary, List<Entity> parts) {
    String type = "multipart/" + subtype + ';' + parameters + "\r\n boundary=\"" + boundary + '"';
    return new Entity(List.of("Content-Type: " + type), out -> {
      try {
        Multipart multipart = new Multipart(type);
        for (Entity part : parts) {
          multipart.addBodyPart(part.part(List.of()));
        }
        multipart.writeTo(out);
      } catch (MessagingException unexpected) {
        throw new IOException("multipart: cannot be written", unexpected);
      }
    });
  }

  /** The entity as Jakarta Mail's, with other fields before its own. Its content is encoded for transfer as its fields say. */
  MimeBodyPart part(List<String> fieldsBefore) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new WritingHandler(content));
    for (String field : fieldsBefore) {
      part.addHeaderLine(field);
    }
    for (String field : fields) {
      part.addHeaderLine(field);
    }
    return part;
  }

  /** A multipart whose boundary is given. */
  private static final class Multipart extends MimeMultipart {
    Multipart(String type) {
      this.contentType = type;
    }
  }

  /** Content that writes itself, so that no table of content types has to be found on the class path of a host. */
  private static final class WritingHandler extends DataHandler {
    private final Writing content;

    WritingHandler(Writing content) {
      super(content, "application/octet-stream");
      this.content = content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.to(out);
    }
  }
}
