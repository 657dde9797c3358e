package dev.postroom.spi.store;

import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;

/**
 * A send that queued something, by which saying it again is known. It outlives its message, until
 * it is forgotten.
 *
 * @param key
 *          a token of its idempotency key; unique in its mailbox
 * @param message
 *          the message of the same mailbox, which may be deleted since
 * @param receipt
 *          what was asked and what was answered, sealed
 */
public record SendRow(Token key, MessageId message, SealedBytes receipt) {}
