package dev.postroom.spi.outbound;

import dev.postroom.outbound.EnhancedStatus;
import java.util.List;
import java.util.Optional;

/** What became of a hand-over. */
public sealed interface HandoffResult {

  /**
   * The other side answered for each recipient.
   *
   * @param recipients
   *          one for each recipient of the hand-over, in its order
   */
  record Answered(List<RecipientResult> recipients) implements HandoffResult {
    /** Copies the list. */
    public Answered {
      recipients = List.copyOf(recipients);
    }
  }

  /**
   * There is no other side to speak with now: nothing was handed over, and it says nothing about the recipients. It counts against
   * the destination, not against the message.
   *
   * @param reason
   *          why
   */
  record Unreachable(Reason reason) implements HandoffResult {

    /** Why the other side could not be spoken with. */
    public enum Reason {
      /** The name service did not answer. */
      DNS,
      /** No connection, or it was lost before the message was begun. */
      CONNECTION,
      /** The other side greets with a refusal, or is too busy. */
      BUSY,
      /** The encryption that the way asks for was not to be had. */
      TLS,
      /** The login was refused, or there is none and a relay asks for one. */
      LOGIN,
      /** The transport is closing, or at its own limit of connections. */
      HERE
    }
  }

  /** What the other side said of one recipient. */
  sealed interface RecipientResult {

    /**
     * Its answer.
     *
     * @return the answer
     */
    Answer answer();

    /**
     * It has taken the message, and answers for it from now on.
     *
     * @param answer
     *          its answer
     */
    record Taken(Answer answer) implements RecipientResult {}

    /**
     * Not now; or the connection was lost before the other side said whether it has taken the message.
     *
     * @param answer
     *          its answer
     */
    record NotNow(Answer answer) implements RecipientResult {}

    /**
     * Never: the recipient or the message is refused for good.
     *
     * @param answer
     *          its answer
     */
    record Never(Answer answer) implements RecipientResult {}

    /**
     * Never from this sender: it was refused for good before anybody was named, so whatever the answer says of an address, it does
     * not say it of the recipient's.
     *
     * @param answer
     *          its answer
     */
    record NeverFrom(Answer answer) implements RecipientResult {}
  }

  /**
   * An answer of the other side, or of this one where it could not go on. Its text form shows the codes alone.
   *
   * @param code
   *          the reply code (RFC 5321, section 4.2); 0 where this side could not go on
   * @param status
   *          the enhanced status
   * @param text
   *          what it said, at most 1,000 characters
   */
  record Answer(int code, Optional<EnhancedStatus> status, String text) {
    @Override
    public String toString() {
      return "Answer[" + code + ' ' + status.map(EnhancedStatus::toString).orElse("") + ']';
    }
  }
}
