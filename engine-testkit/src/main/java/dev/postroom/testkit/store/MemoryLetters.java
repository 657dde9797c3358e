package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The messages of one mailbox over one state. */
record MemoryLetters(State state, Scope.OfMailbox place) {
  private static final MessageId FIRST = new MessageId(new UUID(0, 0));
  private static final MessageId LAST = new MessageId(new UUID(-1, -1));

  void insert(MessageRow message, Collection<Token> tokens) {
    Refusal.unless(state.letters().get(slot(message.id())).isEmpty(), "message id: used");
    state.letters().put(slot(message.id()), new Letter(message, Set.copyOf(tokens)));
  }

  Optional<Letter> find(MessageId id) {
    return exists() ? state.letters().get(slot(id)) : Optional.empty();
  }

  MessageSlice list(MessageSelection wanted) {
    Iterator<Letter> letters = newestFirst().filter(letter -> isBefore(wanted, letter)).iterator();
    List<MessageRow> rows = new ArrayList<>();
    Optional<MessageId> last = Optional.empty();
    for (int looked = 0; letters.hasNext() && looked < wanted.candidates() && rows.size() < wanted.limit(); looked++) {
      Letter letter = letters.next();
      last = Optional.of(letter.row().id());
      if (matches(wanted, letter)) {
        rows.add(letter.row());
      }
    }
    return new MessageSlice(rows, letters.hasNext() ? last : Optional.empty());
  }

  private static boolean isBefore(MessageSelection wanted, Letter letter) {
    return wanted.before()
        .stream()
        .allMatch(before -> IdOrder.<MessageId>ascending().compare(letter.row().id(), before) < 0);
  }

  private static boolean matches(MessageSelection wanted, Letter letter) {
    MessageRow row = letter.row();
    return row.flags().containsAll(wanted.with()) && wanted.without().stream().noneMatch(row.flags()::contains)
        && wanted.since().stream().noneMatch(since -> row.receivedAt().isBefore(since))
        && wanted.until().stream().allMatch(until -> row.receivedAt().isBefore(until))
        && wanted.thread().stream().allMatch(row.thread()::equals)
        && (wanted.from().isEmpty() || letter.hasAnyOf(wanted.from()))
        && (wanted.to().isEmpty() || letter.hasAnyOf(wanted.to()));
  }

  List<MessageRow> findByToken(Collection<Token> tokens, int limit) {
    return newestFirst().filter(letter -> letter.hasAnyOf(tokens)).map(Letter::row).limit(limit).toList();
  }

  List<MessageId> ids(int limit) {
    return newestFirst().map(letter -> letter.row().id()).limit(limit).toList();
  }

  private Stream<Letter> newestFirst() {
    return exists()
        ? state.letters().rows().subMap(slot(FIRST), true, slot(LAST), true).descendingMap().values().stream()
        : Stream.empty();
  }

  boolean setFlags(MessageId id, Set<Flag> flags) {
    Optional<Letter> found = find(id);
    found.ifPresent(letter -> state.letters().put(slot(id), letter.flagged(flags)));
    return found.isPresent();
  }

  Optional<Letter> remove(MessageId id) {
    Optional<Letter> found = find(id);
    found.ifPresent(letter -> {
      state.letters().remove(slot(id));
      state.freed().add(letter.row().content());
    });
    return found;
  }

  private boolean exists() {
    return new Ladder(state).exists(place);
  }

  private Letter.Slot slot(MessageId id) {
    return new Letter.Slot(place.mailbox(), id);
  }
}
