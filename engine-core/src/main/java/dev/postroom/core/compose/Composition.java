package dev.postroom.core.compose;

import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;

/**
 * All that is decided before octets are written. There is one author, who is the sender too, so there is no Sender field (RFC 5322,
 * section 3.6.2). Its text form shows no content.
 *
 * @param stamp
 *          what the engine allots
 * @param author
 *          an own address of the mailbox, with its display name
 * @param message
 *          recipients, subject and header fields, complete: nothing comes from an original any more
 * @param content
 *          texts and files, in place of those of the message
 * @param ancestors
 *          the conversation that it belongs to
 * @param origin
 *          who speaks
 */
public record Composition(Stamp stamp, Addressee author, OutgoingMessage message, Content content, Ancestors ancestors,
    Origin origin) {

  /** A message that begins a conversation. */
  public static Composition of(OutgoingMessage message, Addressee author, Stamp stamp) {
    return new Composition(stamp, author, message, Content.of(message), Ancestors.none(), Origin.WRITTEN);
  }

  /** The same in a conversation. */
  public Composition after(Ancestors before) {
    return new Composition(stamp, author, message, content, before, origin);
  }

  /** The same with other texts and files. */
  public Composition carrying(Content other) {
    return new Composition(stamp, author, message, other, ancestors, origin);
  }

  /** The same, said by a machine. */
  public Composition automatic() {
    return new Composition(stamp, author, message, content, ancestors, Origin.AUTOMATIC);
  }

  @Override
  public String toString() {
    return "Composition[" + message + ", " + content + ']';
  }
}
