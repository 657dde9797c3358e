package dev.postroom.outbound;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a send. Its text form shows no address.
 *
 * @param sent
 *          what was stored; empty when nothing was queued, and then nothing was kept
 * @param outcomes
 *          one for each recipient, To first, then Cc, then Bcc, each address once
 */
public record SendReceipt(Optional<Sent> sent, List<RecipientOutcome> outcomes) {

  /**
   * The message that was stored in the mailbox.
   *
   * @param message
   *          its id
   * @param thread
   *          its thread
   * @param internetMessageId
   *          its Message-ID field, angle brackets included
   */
  public record Sent(MessageId message, ThreadId thread, String internetMessageId) {
    @Override
    public String toString() {
      return "Sent[" + message + ']';
    }
  }

  /** Copies the list. */
  public SendReceipt {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Whether every recipient was queued.
   *
   * @return true when none was refused or deferred
   */
  public boolean isQueuedForAll() {
    return outcomes.stream().allMatch(RecipientOutcome.Queued.class::isInstance);
  }

  @Override
  public String toString() {
    return "SendReceipt[" + sent.map(Sent::toString).orElse("nothing sent") + ", outcomes=" + outcomes.size() + ']';
  }
}
