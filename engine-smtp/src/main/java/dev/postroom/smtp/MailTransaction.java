package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.smtp.MailCommand.Encoding;
import dev.postroom.spi.inbound.InboundTransaction;
import java.io.IOException;

/** One mail transaction of a session. Whatever the engine throws becomes an answer to try again later. */
final class MailTransaction implements AutoCloseable {
  private final InboundTransaction inbound;
  private final Encoding encoding;
  private int recipients;

  MailTransaction(InboundTransaction inbound, Encoding encoding) {
    this.inbound = inbound;
    this.encoding = encoding;
  }

  Encoding encoding() {
    return encoding;
  }

  /** How many recipients were accepted. */
  int recipients() {
    return recipients;
  }

  Reply recipient(EmailAddress recipient) {
    try {
      RecipientAnswer answer = inbound.recipient(recipient);
      if (answer instanceof RecipientAnswer.Accepted) {
        recipients++;
      }
      return Replies.to(answer);
    } catch (RuntimeException e) {
      return ReceiverFailure.reply("RCPT", e);
    }
  }

  /**
   * Hands the content over and reads it to its end.
   *
   * @throws Broken
   *           when there is no answer to give: the client gave the message up, or the session is over
   * @throws IOException
   *           when the connection failed
   */
  Reply content(ContentStream content) throws IOException {
    Reply reply = handOver(content);
    if (content.failure().isPresent()) {
      if (!(content.failure().get() instanceof ContentRefused refused)) {
        throw content.failure().get();
      }
      reply = refused.reply();
    }
    content.drain();
    return reply;
  }

  private Reply handOver(ContentStream content) {
    try {
      Reception reception = inbound.content(content);
      if (reception instanceof Reception.Stored && !content.isComplete()) {
        throw new IllegalStateException("stored before the end of the content");
      }
      return Replies.to(reception);
    } catch (IOException | RuntimeException e) {
      return content.failure().isPresent() ? Replies.LOCAL_ERROR : ReceiverFailure.reply("content", e);
    }
  }

  @Override
  public void close() {
    try {
      inbound.close();
    } catch (RuntimeException e) {
      ReceiverFailure.log("close", e);
    }
  }
}
