package dev.postroom.core.compose;

import dev.postroom.core.mime.MessageBody;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.error.LimitExceededException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.BodyText;
import dev.postroom.message.ParseProblem;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Passes a message on as people expect it: its texts below what is said about it, its files and pictures as files and pictures, read
 * from the stored message when the new one is written. If not all of it was understood, or its text is longer than is read, the
 * original goes along as a file, so that nothing is lost on the way.
 */
public final class Forwarding {
  private static final int MOST_CHARACTERS = 1 << 20;
  /** Each part is found by reading the message up to it, so parts times octets are capped. */
  private static final long MOST_OCTETS_READ = 1L << 32;
  private static final Set<ParseProblem> LOSSES = Set.of(ParseProblem.TOO_DEEP, ParseProblem.TOO_MANY_PARTS,
      ParseProblem.TOO_MANY_HEADERS, ParseProblem.HEADERS_TOO_LARGE, ParseProblem.TOO_COSTLY,
      ParseProblem.TOO_MANY_ATTACHMENTS, ParseProblem.MALFORMED_STRUCTURE, ParseProblem.MALFORMED_CONTENT,
      ParseProblem.UNREADABLE);

  private final MessageParser parser;

  public Forwarding(MessageParser parser) {
    this.parser = parser;
  }

  /** The message with a subject, if it says none. Its recipients are those that it says. */
  public OutgoingMessage titled(OutgoingMessage said, Original original) {
    return said.subject().isPresent() ? said : said.subject(SubjectLine.ofForward(original.outline().subject()));
  }

  /**
   * What the message carries. The texts of the original are read now, its files whenever they are written.
   *
   * @throws dev.postroom.error.StoreException
   *           when the original cannot be read, now or then
   * @throws LimitExceededException
   *           when the original has so many files, and is so large, that passing them on would take too long
   */
  public Content content(OutgoingMessage said, Original original) {
    MessageSource source = original.source();
    List<AttachmentInfo> parts = original.outline().attachments();
    if (parts.size() * source.size() > MOST_OCTETS_READ) {
      throw new LimitExceededException("original: " + parts.size() + " files in " + source.size()
          + " octets (expected: their product at most " + MOST_OCTETS_READ + ')');
    }
    Content own = Content.of(said);
    MessageBody body = StoredSource.fromStore(() -> parser.body(source, MOST_CHARACTERS));
    ForwardedText texts = new ForwardedText(original.outline(), body);
    Optional<String> html = texts.html(own);
    List<OutgoingAttachment> files = new ArrayList<>(own.files());
    ForwardedFiles forwarded = new ForwardedFiles(parser, source, body.html().map(BodyText::content).orElse(""), files);
    parts.forEach(part -> files.add(forwarded.file(part)));
    if (isIncomplete(original, body)) {
      files.add(OutgoingAttachment.of("original.eml", "message/rfc822", new StoredSource(source::open)));
    }
    return new Content(Optional.of(texts.plain(own)), html, files);
  }

  private static boolean isIncomplete(Original original, MessageBody body) {
    boolean cut =
        body.text().filter(BodyText::truncated).isPresent() || body.html().filter(BodyText::truncated).isPresent();
    Set<ParseProblem> problems = original.outline().status().problems();
    return cut || problems.stream().anyMatch(LOSSES::contains)
        || body.status().problems().stream().anyMatch(LOSSES::contains);
  }
}
