package dev.postroom.core.outbound.send;

import dev.postroom.core.compose.SendDigest;
import dev.postroom.core.compose.SendKind;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.IdempotencyKey;
import dev.postroom.outbound.OutgoingMessage;
import java.util.Optional;

/**
 * What a caller asked for, by which asking again is known.
 *
 * @param message
 *          what he said
 * @param kind
 *          what it is to the message that it follows
 * @param original
 *          that message
 */
record Asked(OutgoingMessage message, SendKind kind, Optional<MessageId> original) {

  Optional<IdempotencyKey> key() {
    return message.idempotencyKey();
  }

  /** Reads every file once. */
  byte[] digest() {
    return SendDigest.of(message, kind, original);
  }

  @Override
  public String toString() {
    return "Asked[" + kind + ']';
  }
}
