package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sends of one mailbox over one state, and what stays of its messages when they are deleted. */
record MemorySends(State state, Scope.OfMailbox place) {

  void insert(SendRow send) {
    Refusal.unless(new MemoryLetters(state, place).find(send.message()).isPresent(),
        "send: of a message that is not in the mailbox");
    Refusal.unless(state.sends().get(slot(send.message())).isEmpty(), "send: the message has one");
    Refusal.unless(find(Set.of(send.key())).isEmpty(), "send key: used");
    state.sends().put(slot(send.message()), new Placed<>(place, send));
  }

  Optional<SendRow> find(Collection<Token> keys) {
    return state.sends()
        .values()
        .stream()
        .filter(send -> send.place().equals(place))
        .map(Placed::row)
        .filter(send -> keys.contains(send.key()))
        .findFirst();
  }

  /** Remembers when a message was deleted, where something stays of it. */
  void messageDeleted(MessageId message, Instant at) {
    if (state.sends().get(slot(message)).isPresent() || !deliveries().ofMessage(message).isEmpty()) {
      state.deleted().put(slot(message), new Placed<>(place, at));
    }
  }

  int forget(Instant before, int limit) {
    List<Letter.Slot> next = deleted().filter(entry -> entry.getValue().row().isBefore(before))
        .sorted(Comparator.comparing(entry -> entry.getValue().row()))
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
    next.forEach(this::forget);
    return next.size();
  }

  private Stream<Map.Entry<Letter.Slot, Placed<Scope.OfMailbox, Instant>>> deleted() {
    return state.deleted().rows().entrySet().stream().filter(entry -> entry.getValue().place().equals(place));
  }

  private void forget(Letter.Slot message) {
    deliveries().ofMessage(message.message()).forEach(delivery -> state.deliveries().remove(delivery.id()));
    state.sends().remove(message);
    state.deleted().remove(message);
  }

  private MemoryDeliveries deliveries() {
    return new MemoryDeliveries(state, place);
  }

  private Letter.Slot slot(MessageId message) {
    return new Letter.Slot(place.mailbox(), message);
  }
}
