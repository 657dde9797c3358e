package dev.postroom.testkit.store;

/** What a store in memory keeps, also while it is closed. */
final class Memory {
  private final MemoryContents contents = new MemoryContents();
  private final MemoryVault vault = new MemoryVault();
  private volatile State state = State.empty();

  State state() {
    return state;
  }

  void commit(State changed) {
    changed.seal();
    state = changed;
    contents.free(changed.freed());
  }

  MemoryContents contents() {
    return contents;
  }

  MemoryVault vault() {
    return vault;
  }
}
