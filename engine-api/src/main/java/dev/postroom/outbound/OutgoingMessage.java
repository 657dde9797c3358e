package dev.postroom.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one sends: to whom, which words, which files. A value: each option gives a new one and may be said once, but for those whose
 * name begins with {@code add}. Nothing is checked against an engine before it is sent. Its text form shows no content.
 *
 * <p>
 * For an answer or a forwarded message, recipients and subject that are not said here come from the original.
 */
public final class OutgoingMessage {
  private static final int MAX_HEADERS = 100;

  private final OutgoingFields fields;

  private OutgoingMessage(OutgoingFields fields) {
    this.fields = fields;
  }

  /**
   * A message to somebody.
   *
   * @param address
   *          the first recipient
   * @return the message
   * @throws InvalidInputException
   *           when it is not an address
   */
  public static OutgoingMessage to(String address) {
    return to(Addressee.of(EmailAddress.parse(address)));
  }

  /**
   * A message to somebody.
   *
   * @param addressee
   *          the first recipient
   * @return the message
   */
  public static OutgoingMessage to(Addressee addressee) {
    return new OutgoingMessage(new OutgoingFields()).addTo(addressee);
  }

  /**
   * An answer, whose recipients and subject come from what it answers.
   *
   * @param text
   *          its plain text
   * @return the message
   */
  public static OutgoingMessage ofText(String text) {
    return new OutgoingMessage(new OutgoingFields()).text(text);
  }

  private OutgoingMessage with(Consumer<OutgoingFields> change) {
    OutgoingFields copy = fields.copy();
    change.accept(copy);
    return new OutgoingMessage(copy);
  }

  private OutgoingMessage once(String option, Optional<?> before, Consumer<OutgoingFields> change) {
    if (before.isPresent()) {
      throw new InvalidInputException(option + ": said twice (expected: once)");
    }
    return with(change);
  }

  /**
   * One recipient more.
   *
   * @param address
   *          an address to be named in To
   * @return a new message
   * @throws InvalidInputException
   *           when it is not an address
   */
  public OutgoingMessage addTo(String address) {
    return addTo(Addressee.of(EmailAddress.parse(address)));
  }

  /**
   * One recipient more.
   *
   * @param addressee
   *          somebody to be named in To
   * @return a new message
   */
  public OutgoingMessage addTo(Addressee addressee) {
    return with(copy -> copy.to = OutgoingFields.plus(copy.to, addressee));
  }

  /**
   * One recipient of a copy more.
   *
   * @param address
   *          an address to be named in Cc
   * @return a new message
   * @throws InvalidInputException
   *           when it is not an address
   */
  public OutgoingMessage addCc(String address) {
    return addCc(Addressee.of(EmailAddress.parse(address)));
  }

  /**
   * One recipient of a copy more.
   *
   * @param addressee
   *          somebody to be named in Cc
   * @return a new message
   */
  public OutgoingMessage addCc(Addressee addressee) {
    return with(copy -> copy.cc = OutgoingFields.plus(copy.cc, addressee));
  }

  /**
   * One recipient of a blind copy more.
   *
   * @param address
   *          an address to be named nowhere
   * @return a new message
   * @throws InvalidInputException
   *           when it is not an address
   */
  public OutgoingMessage addBcc(String address) {
    return addBcc(Addressee.of(EmailAddress.parse(address)));
  }

  /**
   * One recipient of a blind copy more.
   *
   * @param addressee
   *          somebody to be named nowhere
   * @return a new message
   */
  public OutgoingMessage addBcc(Addressee addressee) {
    return with(copy -> copy.bcc = OutgoingFields.plus(copy.bcc, addressee));
  }

  /**
   * One file more.
   *
   * @param attachment
   *          the file, or the picture within the HTML text
   * @return a new message
   */
  public OutgoingMessage addAttachment(OutgoingAttachment attachment) {
    return with(copy -> copy.attachments = OutgoingFields.plus(copy.attachments, attachment));
  }

  /**
   * One header field of the host's own more: at most 100, and all fields of the header together at most 500,000 octets as they are
   * written, or the message is refused as invalid when it is sent.
   *
   * @param name
   *          its name
   * @param value
   *          its value
   * @return a new message
   * @throws InvalidInputException
   *           as {@link HeaderField} says
   * @throws InvalidInputException
   *           when there are 100 already
   */
  public OutgoingMessage addHeader(String name, String value) {
    HeaderField field = new HeaderField(name, value);
    if (fields.headers.size() == MAX_HEADERS) {
      throw new InvalidInputException("headers: " + (MAX_HEADERS + 1) + " (expected: 0.." + MAX_HEADERS + ")");
    }
    return with(copy -> copy.headers = OutgoingFields.plus(copy.headers, field));
  }

  /**
   * The address to write as; the mailbox's primary one when nothing is said.
   *
   * @param address
   *          an address of the mailbox
   * @return a new message
   */
  public OutgoingMessage from(EmailAddress address) {
    return once("from", fields.from, copy -> copy.from = Optional.of(address));
  }

  /**
   * Where answers are to go, when not to the author.
   *
   * @param addressee
   *          whom to answer
   * @return a new message
   */
  public OutgoingMessage replyTo(Addressee addressee) {
    return once("replyTo", fields.replyTo, copy -> copy.replyTo = Optional.of(addressee));
  }

  /**
   * The subject.
   *
   * @param line
   *          at most 998 characters in any script, in one line
   * @return a new message
   * @throws InvalidInputException
   *           when it is too long or holds control characters, CR and LF among them
   */
  public OutgoingMessage subject(String line) {
    OutgoingFields.checkSubject(line);
    return once("subject", fields.subject, copy -> copy.subject = Optional.of(line));
  }

  /**
   * The plain text.
   *
   * @param content
   *          in any script; its line ends become CRLF
   * @return a new message
   */
  public OutgoingMessage text(String content) {
    return once("text", fields.text, copy -> copy.text = Optional.of(content));
  }

  /**
   * The HTML text. With a plain text beside it, readers choose.
   *
   * @param content
   *          in any script; sent as it is
   * @return a new message
   */
  public OutgoingMessage html(String content) {
    return once("html", fields.html, copy -> copy.html = Optional.of(content));
  }

  /**
   * Where recipients unsubscribe with one click (RFC 8058): adds List-Unsubscribe and List-Unsubscribe-Post.
   *
   * @param url
   *          an https address that is good for this recipient
   * @return a new message
   * @throws InvalidInputException
   *           when it is not an https address of at most 900 ASCII characters
   */
  public OutgoingMessage unsubscribe(URI url) {
    OutgoingFields.checkUnsubscribe(url);
    return once("unsubscribe", fields.unsubscribe, copy -> copy.unsubscribe = Optional.of(url));
  }

  /**
   * The caller's name for this send, so that it can be said again safely. What was sent is known by its key as long as its message is
   * there, and for at least 30 days after it was deleted. Without a key nothing is known again: saying it twice sends it twice, and
   * after a {@code StoreException}, which leaves open whether it was sent, there is no safe way to ask.
   *
   * @param key
   *          1 to 200 characters
   * @return a new message
   * @throws InvalidInputException
   *           as {@link IdempotencyKey} says
   */
  public OutgoingMessage idempotencyKey(String key) {
    IdempotencyKey checked = new IdempotencyKey(key);
    return once("idempotencyKey", fields.idempotencyKey, copy -> copy.idempotencyKey = Optional.of(checked));
  }

  /**
   * When to send it; at once when nothing is said, or a time that is past.
   *
   * @param time
   *          at most a year ahead
   * @return a new message
   */
  public OutgoingMessage sendAt(Instant time) {
    return once("sendAt", fields.sendAt, copy -> copy.sendAt = Optional.of(time));
  }

  /**
   * Who is named in To.
   *
   * @return in the order they were added
   */
  public List<Addressee> to() {
    return fields.to;
  }

  /**
   * Who is named in Cc.
   *
   * @return in the order they were added
   */
  public List<Addressee> cc() {
    return fields.cc;
  }

  /**
   * Who gets a blind copy.
   *
   * @return in the order they were added
   */
  public List<Addressee> bcc() {
    return fields.bcc;
  }

  /**
   * The files.
   *
   * @return in the order they were added
   */
  public List<OutgoingAttachment> attachments() {
    return fields.attachments;
  }

  /**
   * The header fields of the host's own.
   *
   * @return in the order they were added
   */
  public List<HeaderField> headers() {
    return fields.headers;
  }

  /**
   * The address to write as.
   *
   * @return the address, when it was said
   */
  public Optional<EmailAddress> from() {
    return fields.from;
  }

  /**
   * Where answers are to go.
   *
   * @return the addressee, when it was said
   */
  public Optional<Addressee> replyTo() {
    return fields.replyTo;
  }

  /**
   * The subject.
   *
   * @return the subject, when it was said
   */
  public Optional<String> subject() {
    return fields.subject;
  }

  /**
   * The plain text.
   *
   * @return the text, when there is one
   */
  public Optional<String> text() {
    return fields.text;
  }

  /**
   * The HTML text.
   *
   * @return the text, when there is one
   */
  public Optional<String> html() {
    return fields.html;
  }

  /**
   * Where recipients unsubscribe with one click.
   *
   * @return the address, when it was said
   */
  public Optional<URI> unsubscribe() {
    return fields.unsubscribe;
  }

  /**
   * The caller's name for this send.
   *
   * @return the key, when it was said
   */
  public Optional<IdempotencyKey> idempotencyKey() {
    return fields.idempotencyKey;
  }

  /**
   * When to send it.
   *
   * @return the time, when it was said
   */
  public Optional<Instant> sendAt() {
    return fields.sendAt;
  }

  @Override
  public String toString() {
    return "OutgoingMessage[recipients=" + (fields.to.size() + fields.cc.size() + fields.bcc.size()) + ", attachments="
        + fields.attachments.size() + ']';
  }
}
