package dev.postroom.spi.store;

import dev.postroom.access.Scope;

/**
 * The port of a store: keeps rows, sealed contents and wrapped secrets, and neither decides nor decrypts. Whoever writes one runs
 * {@code MailStoreContract} of engine-testkit against it.
 *
 * <p>
 * Safe for use by many threads; calls block, and end in a {@code StoreException} when they cannot within the store's deadline.
 * An interrupt of the calling thread never harms the store.
 *
 * <p>
 * A store that runs out of room refuses contents first, and with them all messages. Changes are refused later: room is kept for what
 * takes little and must not wait, such as revoking a key, suspending, deleting and erasing.
 */
public interface MailStore extends AutoCloseable {

  /**
   * What is done in a transaction. It may be run more than once, and may run on another thread than the caller's, so it has no
   * effect but through the transaction and its result; it does not wait for anything else and opens no other transaction.
   *
   * @param <T>
   *          the type of its result
   */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does the work.
     *
     * @param transaction
     *          the top rung
     * @return the result
     */
    T in(StoreTransaction transaction);
  }

  /**
   * Reads a consistent state: that of one moment, with every change that was answered before the call.
   *
   * @param <T>
   *          the type of the result
   * @param work
   *          reads only
   * @return its result
   */
  <T> T read(Work<T> work);

  /**
   * Reads in the turn of a place. Where calls wait for one another, workspaces take turns, however many calls of each there are, so
   * that who makes a thousand of them at once is in nobody's way but his own. A store that serves few may do without turns.
   *
   * @param <T>
   *          the type of the result
   * @param whose
   *          the place that it is done for; says nothing of what the work may read
   * @param work
   *          reads only
   * @return its result
   */
  default <T> T read(Scope whose, Work<T> work) {
    return read(work);
  }

  /**
   * Changes all or nothing, as if no other transaction ran at the same time. When it returns, the change and every content that
   * it points at are forced to the disk; when the work or the store throws, nothing was changed.
   *
   * <p>
   * One case is left open, as in every store: after a {@code StoreException} with the reason {@code STORE_UNAVAILABLE} the change
   * may or may not be there, and may still come: it is decided before any write that is called later returns.
   *
   * @param <T>
   *          the type of the result
   * @param work
   *          the change
   * @return its result
   */
  <T> T write(Work<T> work);

  /**
   * Changes as {@link #write(Work)} does, in the turn of a place, as {@link #read(Scope, Work)} does.
   *
   * @param <T>
   *          the type of the result
   * @param whose
   *          the place that it is done for; says nothing of what the work may change
   * @param work
   *          the change
   * @return its result
   */
  default <T> T write(Scope whose, Work<T> work) {
    return write(work);
  }

  /**
   * The sealed contents of a mailbox.
   *
   * @param mailbox
   *          the mailbox
   * @return its contents
   */
  MailboxContents contents(Scope.OfMailbox mailbox);

  /**
   * Where the wrapped secrets live.
   *
   * @return the vault
   */
  KeyVault vault();

  /**
   * Whether the store works, without waiting for it.
   *
   * @return what is wrong, or that nothing is
   */
  StoreHealth health();

  /** Finishes what was begun, refuses what comes after, and lets go of the folder. Prompt; a second call does nothing. */
  @Override
  void close();
}
