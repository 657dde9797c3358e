package dev.postroom.store.h2;

import dev.postroom.event.EventType;
import java.util.EnumSet;
import java.util.Set;

/**
 * What was found after cuts of the power.
 *
 * @param cuts
 *          how often the power was cut
 * @param acknowledged
 *          how many changes had been acknowledged before, of all cuts together
 * @param lost
 *          how many of these were not found
 * @param torn
 *          how often a customer's rows, contents and secrets stood as after none of the changes
 * @param unreadable
 *          how many contents could not be read
 * @param risen
 *          how many keys, places and secrets were alive again that had been revoked, erased or destroyed
 * @param phantoms
 *          how many tenants and events there were that nobody had made
 * @param unopened
 *          how many stores could not be opened and written to
 * @param told
 *          of which kinds of changes the events told that were acknowledged
 */
record CutFindings(int cuts, long acknowledged, long lost, int torn, int unreadable, int risen, int phantoms,
    int unopened, Set<EventType> told) {
  static final CutFindings NONE = new CutFindings(0, 0, 0, 0, 0, 0, 0, 0, Set.of());
  static final CutFindings UNOPENED = new CutFindings(1, 0, 0, 0, 0, 0, 0, 1, Set.of());

  CutFindings and(CutFindings more) {
    Set<EventType> kinds = EnumSet.noneOf(EventType.class);
    kinds.addAll(told);
    kinds.addAll(more.told);
    return new CutFindings(cuts + more.cuts, acknowledged + more.acknowledged, lost + more.lost, torn + more.torn,
        unreadable + more.unreadable, risen + more.risen, phantoms + more.phantoms, unopened + more.unopened,
        kinds);
  }

  /** Everything that must not be. */
  long faults() {
    return lost + torn + unreadable + risen + phantoms + unopened;
  }
}
