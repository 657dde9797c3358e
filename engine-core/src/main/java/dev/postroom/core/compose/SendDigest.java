package dev.postroom.core.compose;

import dev.postroom.id.MessageId;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/**
 * By what a repeated send is told from another one under the same idempotency key: a digest of all that the caller said, the octets of
 * the files among it, and nothing that the engine allots. When it is to be sent is not content, and is left out: a caller that tries
 * again in a minute need not remember the second it said first.
 */
public final class SendDigest {
  private static final String FORMAT = "postroom send 1";

  private final MessageDigest digest = sha256();

  private SendDigest() {}

  /**
   * The digest of a send: each file is read once, in bounded memory.
   *
   * @param original
   *          what it follows
   * @return 32 octets
   * @throws dev.postroom.error.InvalidInputException
   *           when a file cannot be read
   */
  public static byte[] of(OutgoingMessage message, SendKind kind, Optional<MessageId> original) {
    SendDigest digest = new SendDigest();
    digest.add(FORMAT);
    digest.add(kind.name());
    digest.add(original.map(MessageId::toString));
    digest.add(message.from().map(Object::toString));
    digest.people(message.replyTo().stream().toList());
    digest.people(message.to());
    digest.people(message.cc());
    digest.people(message.bcc());
    digest.add(message.subject());
    digest.add(message.text());
    digest.add(message.html());
    digest.add(message.unsubscribe().map(Object::toString));
    digest.count(message.headers());
    message.headers().forEach(field -> {
      digest.add(field.name());
      digest.add(field.value());
    });
    digest.count(message.attachments());
    message.attachments().forEach(digest::file);
    return digest.digest.digest();
  }

  private void people(List<Addressee> people) {
    count(people);
    people.forEach(one -> {
      add(one.name());
      add(one.address().toString());
    });
  }

  private void file(OutgoingAttachment file) {
    add(file.fileName());
    add(file.mediaType());
    add(file.disposition().name());
    add(file.contentId());
    digest.update(contentOf(file));
  }

  private static byte[] contentOf(OutgoingAttachment file) {
    MessageDigest octets = sha256();
    try {
      HostContent.copy(file.content(), new DigestOutputStream(OutputStream.nullOutputStream(), octets));
    } catch (IOException writesNowhere) {
      throw new IllegalStateException(writesNowhere);
    }
    return octets.digest();
  }

  private void count(List<?> list) {
    number(list.size());
  }

  private void add(Optional<String> text) {
    number(text.isPresent() ? 1 : 0);
    text.ifPresent(this::add);
  }

  /** With its length. Halves of surrogate pairs count as U+FFFD, as which they are sent. */
  private void add(String text) {
    byte[] characters = text.getBytes(StandardCharsets.UTF_16BE);
    number(characters.length);
    digest.update(characters);
  }

  private void number(int value) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
