package dev.postroom.core.policy.filter;

/** What is known of the hashes of a place's entries. */
sealed interface Hashes {

  /** Whether an entry with this hash may be there; when not, there is none. */
  boolean mayHold(long hash);

  /** Takes one more in; false when it cannot, and all have to be gathered anew. */
  boolean add(long hash);

  /** Whether there is no entry at all. */
  boolean isEmpty();

  /** The octets that this takes. */
  int size();

  /** They are being gathered. */
  record Unknown() implements Hashes {
    @Override
    public boolean mayHold(long hash) {
      return true;
    }

    @Override
    public boolean add(long hash) {
      return false;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /** There are more than are worth holding. */
  record TooMany() implements Hashes {
    @Override
    public boolean mayHold(long hash) {
      return true;
    }

    @Override
    public boolean add(long hash) {
      return true;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /** All of them are here, and perhaps some of entries that were removed. */
  record Known(HashTable table) implements Hashes {
    @Override
    public boolean mayHold(long hash) {
      return table.holds(hash);
    }

    @Override
    public boolean add(long hash) {
      return table.add(hash);
    }

    @Override
    public boolean isEmpty() {
      return table.isEmpty();
    }

    @Override
    public int size() {
      return table.size();
    }
  }
}
