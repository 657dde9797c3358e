package dev.postroom.message;

import java.util.Optional;

/**
 * A part of a message that is not its text: a file, a picture shown within the text, a forwarded message, a report.
 *
 * <p>
 * All of it is the sender's word. In particular, the media type need not be that of the content. Its text form shows neither
 * names nor types.
 *
 * @param part
 *          its place in the message, as in RFC 3501, section 6.4.5: {@code 2} is the second part, {@code 2.1} the first part
 *          of that; a message without parts has the one part {@code 1}
 * @param fileName
 *          the file name that the sender gave it, at most 255 characters, without folders, control characters and such
 *          characters as turn the direction of writing
 * @param mediaType
 *          for example {@code application/pdf}, in lower case, without parameters
 * @param disposition
 *          what the sender meant it for
 * @param contentId
 *          the name by which HTML text refers to it after {@code cid:} (RFC 2392), without angle brackets
 * @param encodedSize
 *          its octets as they came, that is before they are decoded
 */
public record AttachmentInfo(String part, Optional<String> fileName, String mediaType, PartDisposition disposition,
    Optional<String> contentId, long encodedSize) {

  @Override
  public String toString() {
    return "AttachmentInfo[part=" + part + ", encodedSize=" + encodedSize + ']';
  }
}
