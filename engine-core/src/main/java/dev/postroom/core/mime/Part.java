package dev.postroom.core.mime;

import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.PartDisposition;

/**
 * One part with content, while the cursor stands at it.
 *
 * @param path
 *          its part number
 * @param around
 *          the subtype of the multipart that it lies in, or nothing
 * @param isFirst
 *          whether it is the first part there
 * @param header
 *          what its header says
 * @param content
 *          its octets, to be read once
 */
record Part(String path, String around, boolean isFirst, PartHeader header, PartContent content) {

  /** Whether it is text of the message itself, by the rules of RFC 8621, section 4.1.4. */
  boolean isBody() {
    boolean text = header.isText() || header.isHtml();
    boolean placed = isFirst || !around.equals("related") && header.fileName().isEmpty();
    return text && placed && header.disposition() != PartDisposition.ATTACHMENT;
  }

  AttachmentInfo describe(long encodedSize) {
    return new AttachmentInfo(path, header.fileName(), header.mimeType(), header.disposition(), header.contentId(),
        encodedSize);
  }
}
