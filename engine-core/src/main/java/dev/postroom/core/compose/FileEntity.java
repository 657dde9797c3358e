package dev.postroom.core.compose;

import dev.postroom.outbound.ContentSource;
import dev.postroom.outbound.OutgoingAttachment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file as an entity, encoded in base64. A message within the message must not be encoded (RFC 2046, section 5.2): it goes as it is if
 * that is 7-bit with short lines, and as a mere file if not.
 */
final class FileEntity {
  private static final String OPAQUE = "application/octet-stream";

  private FileEntity() {}

  static Entity of(OutgoingAttachment file) {
    boolean message = file.mediaType().startsWith("message/");
    boolean asItIs = message && SevenBit.holds(file.content());
    List<String> fields = new ArrayList<>();
    FoldedField type = new FoldedField("Content-Type").word((message && !asItIs ? OPAQUE : file.mediaType()) + ';');
    FileNameField.fallback(type, file.fileName());
    fields.add(type.toString());
    TransferEncoding encoding = asItIs ? TransferEncoding.SEVEN_BIT : TransferEncoding.BASE64;
    fields.add(encoding.field());
    FoldedField disposition =
        new FoldedField("Content-Disposition").word(file.disposition().name().toLowerCase(Locale.ROOT) + ';');
    FileNameField.disposition(disposition, file.fileName());
    fields.add(disposition.toString());
    file.contentId().ifPresent(id -> fields.add(new FoldedField("Content-ID").word("<" + id + '>').toString()));
    return new Entity(fields, encoding.of(out -> HostContent.copy(file.content(), out)));
  }

  /** Octets that need no encoding for transfer: lines of at most 998, ended by CRLF, without NUL and octets over 127. */
  private static final class SevenBit extends OutputStream {
    private static final int LONGEST_LINE = 998;

    private boolean holds = true;
    private int column;
    private int last = '\n';

    static boolean holds(ContentSource content) {
      SevenBit octets = new SevenBit();
      try {
        HostContent.copy(content, octets);
      } catch (IOException writesNowhere) {
        throw new IllegalStateException(writesNowhere);
      }
      return octets.holds && octets.last != '\r';
    }

    @Override
    public void write(int octet) {
      byte value = (byte) octet;
      boolean ends = value == '\n';
      column = ends ? 0 : column + 1;
      holds &= value > 0 && (last == '\r') == ends && column <= LONGEST_LINE + 1;
      last = value;
    }
  }
}
