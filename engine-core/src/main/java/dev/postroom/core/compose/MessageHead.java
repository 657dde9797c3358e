package dev.postroom.core.compose;

import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.HeaderField;
import dev.postroom.outbound.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The header fields of a message, those of its content left out. Blind copies are in none of them. Far more than anybody writes, they
 * stay within what is read again and signed of a header.
 */
final class MessageHead {
  private static final int MOST_OCTETS = 500_000;
  private static final int LONGEST_SUBJECT_WORD = 60;
  /** The words of a host's own field are left whole as far as a line can hold them: machines may read them. */
  private static final int LONGEST_OWN_WORD = 900;

  private final List<String> fields = new ArrayList<>();

  private MessageHead() {}

  static List<String> of(Composition composition) {
    MessageHead head = new MessageHead();
    OutgoingMessage message = composition.message();
    head.word("Date", composition.stamp().dateText());
    head.people("From", List.of(composition.author()));
    head.people("Reply-To", message.replyTo().stream().toList());
    head.people("To", message.to());
    head.people("Cc", message.cc());
    head.subject(message.subject().orElse(""));
    head.identifiers("Message-ID", List.of(composition.stamp().messageId()));
    head.identifiers("In-Reply-To", composition.ancestors().inReplyTo().stream().toList());
    head.identifiers("References", composition.ancestors().references());
    if (composition.origin() == Origin.AUTOMATIC) {
      head.word("Auto-Submitted", "auto-replied");
    }
    message.unsubscribe().ifPresent(url -> {
      head.word("List-Unsubscribe", "<" + url + '>');
      head.word("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    });
    message.headers().forEach(head::own);
    head.word("MIME-Version", "1.0");
    return List.copyOf(head.withinLimit());
  }

  private List<String> withinLimit() {
    long octets = fields.stream().mapToLong(field -> field.getBytes(StandardCharsets.UTF_8).length).sum();
    if (octets > MOST_OCTETS) {
      throw new InvalidInputException("header octets: " + octets + " (expected: at most " + MOST_OCTETS + ")");
    }
    return fields;
  }

  private void word(String name, String word) {
    fields.add(new FoldedField(name).word(word).toString());
  }

  private void people(String name, List<Addressee> people) {
    if (!people.isEmpty()) {
      fields.add(PeopleField.of(name, people));
    }
  }

  private void identifiers(String name, List<String> ids) {
    if (!ids.isEmpty()) {
      FoldedField field = new FoldedField(name);
      ids.forEach(id -> field.word("<" + id + '>'));
      fields.add(field.toString());
    }
  }

  private void subject(String subject) {
    unstructured("Subject", subject, OneLine.isPlain(subject, LONGEST_SUBJECT_WORD));
  }

  private void own(HeaderField field) {
    String value = field.value().strip();
    unstructured(field.name(), value, OneLine.isAscii(value, LONGEST_OWN_WORD));
  }

  private void unstructured(String name, String value, boolean asItIs) {
    FoldedField field = new FoldedField(name);
    if (!asItIs) {
      EncodedText.append(field, value);
    } else if (!value.isEmpty()) {
      OneLine.words(value).forEach(field::word);
    }
    fields.add(field.toString());
  }
}
