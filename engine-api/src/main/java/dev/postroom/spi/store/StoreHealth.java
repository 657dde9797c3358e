package dev.postroom.spi.store;

/** Whether a store works. */
public sealed interface StoreHealth {

  /** It reads and writes. */
  record Working() implements StoreHealth {}

  /**
   * It reads and writes, but has no room for contents: no message is received or sent, while everything else can be changed.
   *
   * @param reason
   *          why, for the operator
   */
  record Full(String reason) implements StoreHealth {}

  /**
   * It reads, and refuses to write.
   *
   * @param reason
   *          why, for the operator
   */
  record ReadOnly(String reason) implements StoreHealth {}

  /**
   * It does neither; it must be opened again.
   *
   * @param reason
   *          why, for the operator
   */
  record Failed(String reason) implements StoreHealth {}
}
