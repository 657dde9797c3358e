package dev.postroom.isolation;

import dev.postroom.paging.PageCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Cursors that were given out, to be tried everywhere. */
final class CursorPool {
  private static final int MOST = 60;

  /**
   * One of them.
   *
   * @param list
   *          the list that it belongs to
   * @param after
   *          the text of the id after which it goes on
   */
  record Entry(String list, String after, PageCursor cursor) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(Entry entry, Random random) {
    if (entries.size() < MOST) {
      entries.add(entry);
    } else {
      entries.set(random.nextInt(MOST), entry);
    }
  }

  /** None, one of the same list, one of the same list of another place, or any. */
  Optional<Entry> pick(String list, Random random) {
    List<Entry> eligible = switch (random.nextInt(4)) {
      case 0 -> List.of();
      case 1 -> entries.stream().filter(entry -> entry.list().equals(list)).toList();
      case 2 -> entries.stream().filter(entry -> kind(entry.list()).equals(kind(list))).toList();
      default -> entries;
    };
    return eligible.isEmpty() ? Optional.empty() : Optional.of(eligible.get(random.nextInt(eligible.size())));
  }

  /** A list without its place, which is the second word. */
  private static String kind(String list) {
    int place = list.indexOf(' ');
    int rest = place < 0 ? -1 : list.indexOf(' ', place + 1);
    return place < 0 ? list : list.substring(0, place) + (rest < 0 ? "" : list.substring(rest));
  }
}
