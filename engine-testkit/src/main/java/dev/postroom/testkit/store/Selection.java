package dev.postroom.testkit.store;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Selections of messages, one condition at a time. */
final class Selection {
  private static final int ALL = 10_000;

  private Selection() {}

  static MessageSelection all() {
    return first(ALL);
  }

  static MessageSelection first(int limit) {
    return new MessageSelection(Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
        Set.of(),
        Optional.empty(), limit, ALL);
  }

  static MessageSelection before(MessageSelection s, MessageId last) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), s.thread(), s.from(), s.to(),
        Optional.of(last),
        s.limit(), s.candidates());
  }

  static MessageSelection with(MessageSelection s, Flag... flags) {
    return new MessageSelection(Set.of(flags), s.without(), s.since(), s.until(), s.thread(), s.from(), s.to(),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection without(MessageSelection s, Flag... flags) {
    return new MessageSelection(s.with(), Set.of(flags), s.since(), s.until(), s.thread(), s.from(), s.to(), s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection since(MessageSelection s, Instant time) {
    return new MessageSelection(s.with(), s.without(), Optional.of(time), s.until(), s.thread(), s.from(), s.to(),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection until(MessageSelection s, Instant time) {
    return new MessageSelection(s.with(), s.without(), s.since(), Optional.of(time), s.thread(), s.from(), s.to(),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection in(MessageSelection s, ThreadId thread) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), Optional.of(thread), s.from(), s.to(),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection from(MessageSelection s, Token... tokens) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), s.thread(), Set.of(tokens), s.to(),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection to(MessageSelection s, Token... tokens) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), s.thread(), s.from(), Set.of(tokens),
        s.before(),
        s.limit(), s.candidates());
  }

  static MessageSelection limited(MessageSelection s, int limit) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), s.thread(), s.from(), s.to(), s.before(),
        limit, s.candidates());
  }

  /** At most so many are looked at. */
  static MessageSelection looking(MessageSelection s, int candidates) {
    return new MessageSelection(s.with(), s.without(), s.since(), s.until(), s.thread(), s.from(), s.to(), s.before(),
        s.limit(), candidates);
  }
}
