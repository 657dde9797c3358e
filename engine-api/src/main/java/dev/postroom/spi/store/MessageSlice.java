package dev.postroom.spi.store;

import dev.postroom.id.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list of messages. It may be shorter than asked for, or empty, and still not be the last.
 *
 * @param rows
 *          the rows, newest first
 * @param next
 *          the last message that was looked at, to go on before it; empty when all were
 */
public record MessageSlice(List<MessageRow> rows, Optional<MessageId> next) {
  /** The end of a list that has no more. */
  public static final MessageSlice NONE = new MessageSlice(List.of(), Optional.empty());

  /** Copies the list. */
  public MessageSlice {
    rows = List.copyOf(rows);
  }
}
