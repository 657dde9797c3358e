package dev.postroom.testkit.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Pages of a table, in the order of its keys. */
final class Pages {
  private Pages() {}

  static <K, V, R> List<R> of(Table<K, V> table, Optional<K> after, int limit, Function<V, R> row,
      Predicate<R> listed) {
    NavigableMap<K, V> rows = after.map(last -> table.rows().tailMap(last, false)).orElse(table.rows());
    return rows.values().stream().map(row).filter(listed).limit(limit).toList();
  }
}
