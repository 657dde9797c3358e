package dev.postroom.core.compose;

import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.PartDisposition;
import dev.postroom.outbound.ContentSource;
import dev.postroom.outbound.OutgoingAttachment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a stored message as files of a new one, each opened from the stored message when it is written. */
final class ForwardedFiles {
  private static final int MAX_NAME = 255;
  private static final String OPAQUE = "application/octet-stream";

  private final MessageParser parser;
  private final MessageSource source;
  private final String html;
  private final Set<String> taken;

  /**
   * Prepares them.
   *
   * @param html
   *          the text in which pictures may be shown
   * @param others
   *          files that go along too
   */
  ForwardedFiles(MessageParser parser, MessageSource source, String html, List<OutgoingAttachment> others) {
    this.parser = parser;
    this.source = source;
    this.html = html;
    this.taken = others.stream().flatMap(file -> file.contentId().stream()).collect(Collectors.toSet());
  }

  /** A picture stays one if the text shows it, and no other goes by its name; all else is a file. */
  OutgoingAttachment file(AttachmentInfo part) {
    Optional<String> shown = part.contentId().filter(id -> html.contains("cid:" + id)).filter(taken::add);
    return shown.flatMap(id -> attachment(part, PartDisposition.INLINE, Optional.of(id)))
        .or(() -> attachment(part, PartDisposition.ATTACHMENT, Optional.empty()))
        .orElseGet(() -> OutgoingAttachment.of(nameOf(part), OPAQUE, octets(part)));
  }

  /** Nothing if what its sender wrote is not what may be written. */
  private Optional<OutgoingAttachment> attachment(AttachmentInfo part, PartDisposition disposition,
      Optional<String> contentId) {
    try {
      return Optional.of(
          new OutgoingAttachment(nameOf(part), part.mediaType(), disposition, contentId, octets(part)));
    } catch (InvalidInputException malformed) {
      return Optional.empty();
    }
  }

  private static String nameOf(AttachmentInfo part) {
    String name = OneLine.cut(OneLine.of(part.fileName().orElse("")).strip(), MAX_NAME);
    return name.isEmpty() ? "part-" + part.part() : name;
  }

  private ContentSource octets(AttachmentInfo part) {
    return new StoredSource(() -> parser.openPart(source, part.part())
        .orElseThrow(() -> new StoreException(FailureReason.STORE_CORRUPT, "part: not in the message any more")));
  }
}
