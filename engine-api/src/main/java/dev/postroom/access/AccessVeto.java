package dev.postroom.access;

/**
 * A host's own rule: it sees what was granted to a key and may forbid it; it can never grant. Called on every act of every key, on
 * the caller's thread, so it must be quick. A rule that throws forbids.
 */
@FunctionalInterface
public interface AccessVeto {

  /**
   * Whether to forbid what was granted.
   *
   * @param granted
   *          the act
   * @return true to turn the grant into a denial
   */
  boolean forbids(Granted granted);

  /**
   * No rule.
   *
   * @return a veto that is never used
   */
  static AccessVeto none() {
    return granted -> false;
  }
}
