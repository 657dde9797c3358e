package dev.postroom.core.mailbox;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.spool.Spool;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.Trace;
import java.util.List;
import java.util.Set;

/**
 * A message that is to be put into a mailbox, received or sent. Its text form shows no content.
 *
 * @param id
 *          its id in the mailbox
 * @param thread
 *          where it belongs
 * @param trace
 *          from where it came, and when
 * @param flags
 *          its flags
 * @param octets
 *          the message itself
 * @param outline
 *          what is known of it
 * @param envelope
 *          recipients by whom it is found too, who need not be named in its header
 * @param copies
 *          in how many mailboxes it is put at once
 */
public record NewMessage(MessageId id, ThreadId thread, Trace trace, Set<Flag> flags, Spool octets, Outline outline,
    List<EmailAddress> envelope, int copies) {

  @Override
  public String toString() {
    return "NewMessage[" + id + ']';
  }
}
