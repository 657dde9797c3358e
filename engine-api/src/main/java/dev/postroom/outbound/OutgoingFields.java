package dev.postroom.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a message, open to change only while a copy is made, and what is asked of each. */
final class OutgoingFields {
  private static final int MAX_SUBJECT = 998;

  List<Addressee> to = List.of();
  List<Addressee> cc = List.of();
  List<Addressee> bcc = List.of();
  List<OutgoingAttachment> attachments = List.of();
  List<HeaderField> headers = List.of();
  Optional<EmailAddress> from = Optional.empty();
  Optional<Addressee> replyTo = Optional.empty();
  Optional<String> subject = Optional.empty();
  Optional<String> text = Optional.empty();
  Optional<String> html = Optional.empty();
  Optional<URI> unsubscribe = Optional.empty();
  Optional<IdempotencyKey> idempotencyKey = Optional.empty();
  Optional<Instant> sendAt = Optional.empty();

  OutgoingFields copy() {
    OutgoingFields copy = new OutgoingFields();
    copy.to = to;
    copy.cc = cc;
    copy.bcc = bcc;
    copy.attachments = attachments;
    copy.headers = headers;
    copy.from = from;
    copy.replyTo = replyTo;
    copy.subject = subject;
    copy.text = text;
    copy.html = html;
    copy.unsubscribe = unsubscribe;
    copy.idempotencyKey = idempotencyKey;
    copy.sendAt = sendAt;
    return copy;
  }

  static <T> List<T> plus(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }

  static void checkSubject(String line) {
    if (line.length() > MAX_SUBJECT) {
      throw new InvalidInputException("subject length: " + line.length() + " (expected: 0.." + MAX_SUBJECT + ")");
    }
    HeaderField.refuseControls("subject", line);
  }

  static void checkUnsubscribe(URI url) {
    String text = url.toString();
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null || !text.matches("[!-;=?-~]{1,900}")) {
      throw new InvalidInputException("unsubscribe: malformed (expected: an https address of at most 900 characters)");
    }
  }
}
