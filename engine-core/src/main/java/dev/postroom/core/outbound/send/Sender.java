package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import java.util.Optional;

/**
 * Who sends.
 *
 * @param mailbox
 *          from where
 * @param key
 *          with which key; empty for the operator
 */
public record Sender(Scope.OfMailbox mailbox, Optional<KeyId> key) {}
