package dev.postroom.core.outbound.send;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.compose.Ancestors;
import dev.postroom.core.compose.Content;
import dev.postroom.core.compose.Origin;
import dev.postroom.id.ThreadId;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A message with all that an original had to add, before anybody has said whether it may be sent. Its text form shows no content.
 *
 * @param message
 *          recipients, subject, header fields, options
 * @param content
 *          texts and files
 * @param author
 *          whom it is written from
 * @param ancestors
 *          the conversation that it belongs to
 * @param origin
 *          who speaks
 * @param thread
 *          the thread of this mailbox that it goes on with
 */
record Draft(OutgoingMessage message, Content content, Author author, Ancestors ancestors, Origin origin,
    Optional<ThreadId> thread) {

  /** To whom it goes, each address once: To first, then Cc, then Bcc. */
  List<EmailAddress> recipients() {
    Set<EmailAddress> recipients = new LinkedHashSet<>();
    Stream.of(message.to(), message.cc(), message.bcc())
        .flatMap(Collection::stream)
        .map(Addressee::address)
        .forEach(recipients::add);
    return List.copyOf(recipients);
  }

  @Override
  public String toString() {
    return "Draft[" + message + ']';
  }
}
