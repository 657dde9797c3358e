package dev.postroom.core.mime;

import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Correspondent;
import dev.postroom.message.ParseProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Outlines as octets, to be sealed.
 *
 * <p>
 * The form: one octet of version, then sections, each a tag of one octet, a length of two, and its content. A reader skips
 * tags that it does not know, so later versions add sections without a new version number; numbers are big-endian, texts UTF-8
 * with a length of two octets before them, names of enum constants are texts. An encoded outline is at most
 * {@value #MAX_OCTETS} octets: a list takes at most half of what is left, in a fixed order, and is cut with a mark in the status.
 */
public final class OutlineCodec {
  /** The most octets that an encoded outline has. */
  public static final int MAX_OCTETS = 16 * 1024;

  static final int VERSION = 1;
  static final int ADDRESS_FOLLOWS = 0;
  static final int ADDRESS_AS_WRITTEN = 1;

  private OutlineCodec() {}

  /** Encodes the outline, cut where it has to be. */
  public static byte[] encode(Outline outline) {
    OutlineWriter writer = new OutlineWriter(outline.status().problems(), MAX_OCTETS);
    writer.text(OutlineTag.SUBJECT, FieldText.cut(outline.subject(), ParseLimits.SUBJECT_LENGTH));
    writer.text(OutlineTag.SNIPPET, FieldText.cut(outline.snippet(), ParseLimits.SNIPPET_LENGTH));
    outline.date().ifPresent(writer::date);
    outline.threading()
        .messageId()
        .filter(id -> id.length() <= ParseLimits.ID_LENGTH)
        .ifPresent(id -> writer.text(OutlineTag.MESSAGE_ID, id));
    writer.automation(outline.automation());
    authors(writer, outline.people());
    ancestors(writer, outline.threading());
    writer.list(OutlineTag.ATTACHMENTS, outline.attachments(), OutlineCodec::attachment,
        ParseProblem.TOO_MANY_ATTACHMENTS);
    recipients(writer, outline.people());
    return writer.finish();
  }

  private static void authors(OutlineWriter writer, People people) {
    people(writer, OutlineTag.FROM, people.from());
    people(writer, OutlineTag.SENDER, people.sender().stream().toList());
    people(writer, OutlineTag.REPLY_TO, people.replyTo());
  }

  private static void recipients(OutlineWriter writer, People people) {
    people(writer, OutlineTag.TO, people.to());
    people(writer, OutlineTag.CC, people.cc());
    people(writer, OutlineTag.BCC, people.bcc());
  }

  private static void people(OutlineWriter writer, OutlineTag tag, List<Correspondent> people) {
    writer.list(tag, people, OutlineCodec::correspondent, ParseProblem.TOO_MANY_ADDRESSES);
  }

  /** The nearest ancestors come first, so that the farthest are the ones cut. */
  private static void ancestors(OutlineWriter writer, Threading threading) {
    for (OutlineTag tag : List.of(OutlineTag.IN_REPLY_TO, OutlineTag.REFERENCES)) {
      List<String> ids = tag == OutlineTag.REFERENCES ? threading.references() : threading.inReplyTo();
      writer.list(tag, reversed(ids), (octets, id) -> octets.text(id), ParseProblem.TOO_MANY_REFERENCES);
    }
  }

  static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }

  private static void correspondent(Octets octets, Correspondent correspondent) {
    octets.text(correspondent.name().orElse(""));
    octets.text(correspondent.written());
    String address = correspondent.address().map(Object::toString).orElse("");
    if (address.equals(correspondent.written())) {
      octets.octet(ADDRESS_AS_WRITTEN);
    } else {
      octets.octet(ADDRESS_FOLLOWS);
      octets.text(address);
    }
  }

  private static void attachment(Octets octets, AttachmentInfo attachment) {
    octets.text(attachment.part());
    octets.text(attachment.fileName().orElse(""));
    octets.text(attachment.mediaType());
    octets.text(attachment.disposition().name());
    octets.text(attachment.contentId().orElse(""));
    octets.number(attachment.encodedSize());
  }

  /**
   * Reads an encoded outline.
   *
   * @throws dev.postroom.error.StoreException
   *           when it is damaged, or of a version that this one does not know
   */
  public static Outline decode(byte[] octets) {
    return new OutlineReader(octets).read();
  }
}
