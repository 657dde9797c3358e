package dev.postroom.store.h2.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The index finds what was added and not removed, however the tags collide. */
class SlotIndexProps {

  @Property(tries = 200)
  void it_does_as_a_multimap_does(@ForAll long seed) {
    Random random = new Random(seed);
    int tags = random.nextInt(1, 400);
    SlotIndex index = new SlotIndex();
    Map<Integer, Set<Integer>> model = new HashMap<>();
    for (int slot = 0; slot < 600; slot++) {
      int tag = random.nextInt(tags) * random.nextInt(1, 3) * 37;
      Set<Integer> slots = model.computeIfAbsent(tag, absent -> new HashSet<>());
      if (!slots.isEmpty() && random.nextBoolean()) {
        int gone = slots.iterator().next();
        slots.remove(gone);
        index.remove(tag, gone);
      } else {
        slots.add(slot);
        index.add(tag, slot);
      }
    }
    model.forEach((tag, slots) -> {
      List<Integer> found = new ArrayList<>();
      index.find(tag, found::add);
      assertThat(found).containsExactlyInAnyOrderElementsOf(slots);
    });
  }
}
