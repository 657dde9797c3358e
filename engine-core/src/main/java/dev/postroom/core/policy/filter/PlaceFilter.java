package dev.postroom.core.policy.filter;

/**
 * Says of most patterns that a place has no entry for them. It errs on one side only: what it holds may have been removed, what it
 * does not hold is not there. Until it is filled it says that everything may be there.
 */
public final class PlaceFilter {
  private static final int OVERHEAD = 370;

  /** The entries of a place between two changes of them; each is equal to itself alone. */
  static final class Edition {}

  private volatile Hashes hashes = new Hashes.Unknown();
  private volatile Edition edition = new Edition();

  PlaceFilter() {}

  /** Whether the place may have an entry with this hash. */
  public boolean mayHold(long hash) {
    return hashes.mayHold(hash);
  }

  /** Whether the place has no entry. */
  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  void fill(Hashes all) {
    hashes = all;
  }

  boolean add(long hash) {
    return hashes.add(hash);
  }

  Edition edition() {
    return edition;
  }

  /** An entry was added or taken away, and that is committed. */
  void changed() {
    edition = new Edition();
  }

  /** The octets that this takes, about. */
  int size() {
    return OVERHEAD + hashes.size();
  }
}
