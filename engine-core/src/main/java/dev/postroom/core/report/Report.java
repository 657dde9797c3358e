package dev.postroom.core.report;

import java.util.Optional;

/**
 * What a machine says of a message that was sent. It is the word of whoever wrote it, and anyone can write one: it counts for
 * nothing until it was matched with a message that its reader did send.
 */
public sealed interface Report permits DeliveryReport, FeedbackReport {

  /** The Message-ID of the message that it is about, without angle brackets, where it was given back. */
  Optional<String> returnedMessageId();
}
