package dev.postroom.message;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import java.time.Instant;

/**
 * How a message came here: kept beside it, so that the stored bytes stay those that were received.
 *
 * @param sender
 *          the envelope's sender, what a Return-Path field would say (RFC 5321, section 4.4)
 * @param recipient
 *          the envelope's recipient that led to this mailbox
 * @param peer
 *          who handed it over, what a Received field would say
 * @param receivedAt
 *          when
 */
public record Trace(ReversePath sender, EmailAddress recipient, Peer peer, Instant receivedAt) {

  /** Shows when, and no address. */
  @Override
  public String toString() {
    return "Trace[" + receivedAt + ']';
  }
}
