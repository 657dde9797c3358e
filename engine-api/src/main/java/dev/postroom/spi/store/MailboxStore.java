package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.policy.SendingPause;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One mailbox inside of a transaction. No call reaches beyond it. */
public interface MailboxStore {

  /**
   * The mailbox itself.
   *
   * @return its row; empty when there is none at this place
   */
  Optional<MailboxRow> row();

  /**
   * Sets what is known of the mailbox.
   *
   * @param displayName
   *          its name
   * @param quota
   *          its limit
   */
  void update(String displayName, OptionalLong quota);

  /**
   * Sets the mailbox's own standing.
   *
   * @param standing
   *          the standing; {@link Standing#ERASED} also frees its external id and its addresses
   */
  void setStanding(Standing standing);

  /**
   * The addresses of the mailbox.
   *
   * @return the primary one first
   */
  List<AddressRow> addresses();

  /**
   * Adds an address; where it is to be the primary one, the former becomes an alias.
   *
   * @param address
   *          the address
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code ADDRESS_TAKEN} when another mailbox has it
   */
  void putAddress(AddressRow address);

  /**
   * Takes an address away.
   *
   * @param address
   *          the address
   * @return whether the mailbox had it
   */
  boolean removeAddress(EmailAddress address);

  /**
   * The keys bound to this mailbox.
   *
   * @return the table
   */
  KeyTable keys();

  /**
   * Adds a message and counts it in.
   *
   * @param message
   *          the row
   * @param tokens
   *          what it can be found by
   */
  void insert(MessageRow message, Collection<Token> tokens);

  /**
   * Looks a message up.
   *
   * @param id
   *          the message
   * @return its row; empty when it is not in this mailbox
   */
  Optional<MessageRow> find(MessageId id);

  /**
   * Lists messages, newest first, in bounds: it stops at the limit of rows, and also where it has looked at as many messages as it
   * may, however few of them match. What an index leads past was not looked at.
   *
   * @param selection
   *          which
   * @return the rows, and where to go on unless it came to the end
   */
  MessageSlice list(MessageSelection selection);

  /**
   * The messages that carry any of the tokens, newest first.
   *
   * @param tokens
   *          at most 500
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<MessageRow> findByToken(Collection<Token> tokens, int limit);

  /**
   * The tokens of a message.
   *
   * @param id
   *          the message
   * @return its tokens; none when it is not in this mailbox
   */
  Set<Token> tokens(MessageId id);

  /**
   * Replaces the flags of a message.
   *
   * @param id
   *          the message
   * @param flags
   *          the flags
   * @return whether it is in this mailbox
   */
  boolean setFlags(MessageId id, Set<Flag> flags);

  /**
   * Deletes a message and counts it out; its content is freed. Its deliveries and its send stay, until they are forgotten.
   *
   * @param id
   *          the message
   * @param at
   *          when it is deleted
   * @return whether it was in this mailbox
   */
  boolean delete(MessageId id, Instant at);

  /**
   * Forgets what stayed of deleted messages, those that were deleted first before others. Costs no look at what is not to be
   * forgotten.
   *
   * @param before
   *          of those that were deleted before this time
   * @param limit
   *          of at most so many messages
   * @return of how many messages something was forgotten
   */
  int forget(Instant before, int limit);

  /**
   * What is limited and counted of this mailbox itself.
   *
   * @return the table
   */
  LimitTable limits();

  /**
   * The lists and suppressed addresses of this mailbox itself.
   *
   * @return the table
   */
  PolicyTable policy();

  /**
   * The deliveries of this mailbox's messages, and of those that were deleted and are not forgotten.
   *
   * @return the table
   */
  DeliveryTable deliveries();

  /**
   * Adds a send of a message of this mailbox. One whose key is used already, or whose message is not there, is refused: the
   * transaction ends in an exception, and nothing of it is kept.
   *
   * @param send
   *          the row
   */
  void insertSend(SendRow send);

  /**
   * Looks a send up by its idempotency key, whether its message is still there or not.
   *
   * @param keys
   *          the key's tokens, of every version of the mailbox's secret
   * @return the row, when there is one
   */
  Optional<SendRow> findSend(Collection<Token> keys);

  /**
   * Whether sending is paused.
   *
   * @return since when and why; empty when it is not
   */
  Optional<SendingPause> pause();

  /**
   * Pauses sending, or takes the pause away.
   *
   * @param pause
   *          since when and why; empty to send again
   */
  void setPause(Optional<SendingPause> pause);
}
