package dev.postroom.testkit.store;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Rows in the order of their keys. A fork is a copy that is only made when it is first changed; a sealed table never changes. */
final class Table<K, V> {
  private NavigableMap<K, V> rows;
  private boolean shared;
  private boolean sealed;

  private Table(NavigableMap<K, V> rows, boolean shared) {
    this.rows = rows;
    this.shared = shared;
  }

  static <K, V> Table<K, V> empty(Comparator<? super K> order) {
    return new Table<>(new TreeMap<>(order), false);
  }

  Table<K, V> fork() {
    return new Table<>(rows, true);
  }

  void seal() {
    sealed = true;
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  Collection<V> values() {
    return Collections.unmodifiableCollection(rows.values());
  }

  NavigableMap<K, V> rows() {
    return Collections.unmodifiableNavigableMap(rows);
  }

  void put(K key, V row) {
    writable().put(key, row);
  }

  void remove(K key) {
    writable().remove(key);
  }

  void removeIf(Predicate<? super V> gone) {
    writable().values().removeIf(gone);
  }

  int removeIf(Predicate<? super V> gone, int limit) {
    return remove(entry -> gone.test(entry.getValue()), limit);
  }

  int removeKeysIf(Predicate<? super K> gone, int limit) {
    return remove(entry -> gone.test(entry.getKey()), limit);
  }

  private int remove(Predicate<Map.Entry<K, V>> gone, int limit) {
    List<K> keys = rows.entrySet().stream().filter(gone).limit(limit).map(Map.Entry::getKey).toList();
    keys.forEach(this::remove);
    return keys.size();
  }

  private NavigableMap<K, V> writable() {
    if (sealed) {
      throw new IllegalStateException("the transaction only reads, or is over");
    }
    if (shared) {
      rows = new TreeMap<>(rows);
      shared = false;
    }
    return rows;
  }
}
