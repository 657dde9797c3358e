package dev.postroom.testkit.store;

import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageSelection;
import java.time.Instant;
import java.util.List;

/** Selections of messages by each of the ways that a store may look for them, and by two at once. */
final class Selections {
  private Selections() {}

  static List<MessageSelection> of(Holdings held, Instant now) {
    MessageSelection all = Selection.all();
    MessageSelection byAuthor = Selection.from(all, Holdings.AUTHOR);
    MessageSelection inThread = Selection.in(all, held.messages.get(0).thread());
    MessageSelection unread = Selection.without(Selection.with(all, Flag.UNREAD), Flag.ARCHIVED, Flag.SENT);
    return List.of(all, byAuthor, inThread, unread, Selection.with(all, Flag.ARCHIVED), Selection.with(all, Flag.SENT),
        Selection.without(all, Flag.ARCHIVED, Flag.SENT),
        Selection.until(Selection.since(all, now), now.plusSeconds(1)),
        Selection.from(inThread, Holdings.AUTHOR), Selection.from(unread, Holdings.AUTHOR),
        Selection.in(unread, held.messages.get(0).thread()), Selection.limited(all, 1), Selection.limited(byAuthor, 1),
        Selection.to(byAuthor, Holdings.READER), Selection.looking(Selection.from(inThread, Holdings.AUTHOR), 1),
        Selection.looking(Selection.until(Selection.since(all, now), now.plusSeconds(1)), 1));
  }
}
