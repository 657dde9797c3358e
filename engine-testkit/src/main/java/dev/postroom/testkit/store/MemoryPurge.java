package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TypedId;
import java.util.List;

/** Removes what is left of one erased place over one state: what hangs on something goes before it. */
record MemoryPurge(State state, Scope place) {

  boolean remove(int limit) {
    new Ladder(state).require(place);
    Refusal.unless(new Ladder(state).standing(place) == Standing.ERASED, "place: not erased");
    int left = limit;
    left -= state.deliveries().removeIf(delivery -> delivery.place().equals(place), left);
    left -= state.sends().removeIf(send -> send.place().equals(place), left);
    left -= state.deleted().removeIf(message -> message.place().equals(place), left);
    left -= removeLetters(left);
    left -= state.policy().removeIf(entry -> entry.place().equals(place), left);
    left -= state.sealed().removeIf(thing -> thing.place().equals(place), left);
    left -= state.tallies().removeKeysIf(tally -> isOwn(tally.owner()), left);
    left -= state.limits().removeKeysIf(this::isOwn, left);
    left -= state.keys().removeIf(key -> key.scope().equals(place), left);
    boolean nothingIsLeft = left > 0;
    if (nothingIsLeft) {
      state.purged().put(Ladder.idOf(place), place);
    }
    return nothingIsLeft;
  }

  private int removeLetters(int limit) {
    if (!(place instanceof Scope.OfMailbox mailbox)) {
      return 0;
    }
    List<MessageId> next = new MemoryLetters(state, mailbox).ids(limit);
    next.forEach(new MemoryMailbox(state, mailbox)::remove);
    return next.size();
  }

  private boolean isOwn(TypedId owner) {
    return owner.equals(Ladder.idOf(place))
        || owner instanceof KeyId key && state.keys().get(key).filter(row -> row.scope().equals(place)).isPresent();
  }
}
