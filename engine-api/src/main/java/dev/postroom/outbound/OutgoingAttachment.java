package dev.postroom.outbound;

import dev.postroom.error.InvalidInputException;
import dev.postroom.message.PartDisposition;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that goes with a message, or a picture that is shown within its HTML text. Its text form shows neither name nor type.
 *
 * @param fileName
 *          1 to 255 characters in any script, without control characters
 * @param mediaType
 *          for example {@code application/pdf}, without parameters
 * @param disposition
 *          {@code ATTACHMENT} or {@code INLINE}
 * @param contentId
 *          the name by which the HTML text refers to it after {@code cid:} (RFC 2392); there for inline ones, and only for them
 * @param content
 *          its octets, read in bounded memory
 */
public record OutgoingAttachment(String fileName, String mediaType, PartDisposition disposition,
    Optional<String> contentId, ContentSource content) {
  private static final int MAX_NAME = 255;
  private static final String TOKEN = "[a-z0-9!#$&^_.+-]{1,127}";
  private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
  private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,200}");

  /**
   * Checks and normalises.
   *
   * @throws InvalidInputException
   *           when the name, the media type or the content id is malformed, or the type is that of a multipart
   */
  public OutgoingAttachment {
    if (fileName.isBlank() || fileName.length() > MAX_NAME) {
      throw new InvalidInputException("fileName length: " + fileName.length() + " (expected: 1.." + MAX_NAME + ")");
    }
    HeaderField.refuseControls("fileName", fileName);
    mediaType = mediaType.toLowerCase(Locale.ROOT);
    if (!MEDIA_TYPE.matcher(mediaType).matches() || mediaType.startsWith("multipart/")) {
      throw new InvalidInputException("mediaType: malformed (expected: type/subtype, no multipart)");
    }
    if ((disposition == PartDisposition.INLINE) != contentId.isPresent()) {
      throw new InvalidInputException("contentId: expected for what is shown inline, and only there");
    }
    if (contentId.isPresent() && !CONTENT_ID.matcher(contentId.get()).matches()) {
      throw new InvalidInputException(
          "contentId: malformed (expected: 1..200 characters of an addr-spec, no brackets)");
    }
  }

  /**
   * A file, read when the message is composed.
   *
   * @param fileName
   *          what the recipient sees
   * @param mediaType
   *          for example {@code application/pdf}
   * @param content
   *          its octets
   * @return the attachment
   */
  public static OutgoingAttachment of(String fileName, String mediaType, ContentSource content) {
    return new OutgoingAttachment(fileName, mediaType, PartDisposition.ATTACHMENT, Optional.empty(), content);
  }

  /**
   * A file from memory.
   *
   * @param fileName
   *          what the recipient sees
   * @param mediaType
   *          for example {@code application/pdf}
   * @param content
   *          its octets, copied
   * @return the attachment
   */
  public static OutgoingAttachment of(String fileName, String mediaType, byte[] content) {
    byte[] copy = content.clone();
    return of(fileName, mediaType, () -> new ByteArrayInputStream(copy));
  }

  /**
   * A file from the disk, under its own name.
   *
   * @param mediaType
   *          for example {@code application/pdf}
   * @param file
   *          the file, read when the message is composed
   * @return the attachment
   */
  public static OutgoingAttachment of(String mediaType, Path file) {
    Path name = file.getFileName();
    return of(name == null ? "" : name.toString(), mediaType, () -> Files.newInputStream(file));
  }

  /**
   * A picture that is shown within the HTML text, where that says {@code cid:} and the content id.
   *
   * @param contentId
   *          for example {@code logo}
   * @param fileName
   *          its file name
   * @param mediaType
   *          for example {@code image/png}
   * @param content
   *          its octets
   * @return the inline attachment
   */
  public static OutgoingAttachment inline(String contentId, String fileName, String mediaType, ContentSource content) {
    return new OutgoingAttachment(fileName, mediaType, PartDisposition.INLINE, Optional.of(contentId), content);
  }

  @Override
  public String toString() {
    return "OutgoingAttachment[" + disposition + ']';
  }
}
