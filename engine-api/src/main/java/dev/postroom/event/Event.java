package dev.postroom.event;

import dev.postroom.access.Scope;
import dev.postroom.id.EventId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened: ids and facts, never content.
 *
 * @param id
 *          the event's own id; the same when the event is handed out again
 * @param at
 *          when it happened
 * @param type
 *          what happened
 * @param scope
 *          the thing that it happened to
 * @param actor
 *          the key with which policy was changed: of {@code LIST_ENTRY_…}, {@code SUPPRESSION_…} and {@code SENDING_…}; empty when it
 *          was the operator, or the engine itself for what has become of mail. Of other types it is always empty, and the holder of
 *          a key is never told
 * @param message
 *          the message, where it is about one
 * @param detail
 *          a short fact more, such as a reason or the id of a key; its form depends on the type
 */
public record Event(EventId id, Instant at, EventType type, Scope scope, Optional<KeyId> actor,
    Optional<MessageId> message, Optional<String> detail) {}
