package dev.postroom.message;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.ThreadId;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages to list: all conditions hold at once. Immutable; each option gives a new value.
 *
 * <p>
 * One call looks at no more than 2,000 messages to find those of a page. Where few of many match, a page may so be short, or empty, and
 * still have a cursor: who wants all goes on until there is none. A message is found by its first 200 authors and 200 recipients in each
 * of To and Cc, and by fewer when it was stored for more than ten mailboxes at once (20 for a hundred): one that names more is not found
 * by the others, though it may show them. Flags alone, an author, a recipient or a thread alone lead to the
 * messages at once in the embedded store; times, and several conditions together, may not.
 *
 * @param with
 *          flags that must be set
 * @param without
 *          flags that must not be set
 * @param since
 *          received at this time or later
 * @param until
 *          received before this time
 * @param from
 *          with this author, exactly but for case, among the first that a message is found by
 * @param to
 *          with this recipient in To, Cc or the envelope, exactly but for case, among the first that a message is found by
 * @param thread
 *          of this thread
 * @param page
 *          how many, and where to go on
 */
public record MessageQuery(Set<Flag> with, Set<Flag> without, Optional<Instant> since, Optional<Instant> until,
    Optional<EmailAddress> from, Optional<EmailAddress> to, Optional<ThreadId> thread, PageRequest page) {

  /** Copies the sets. */
  public MessageQuery {
    with = Set.copyOf(with);
    without = Set.copyOf(without);
  }

  private static MessageQuery flagged(Set<Flag> with, Set<Flag> without) {
    return new MessageQuery(with, without, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), PageRequest.first());
  }

  /**
   * All messages.
   *
   * @return the query
   */
  public static MessageQuery all() {
    return flagged(Set.of(), Set.of());
  }

  /**
   * Messages that were received and are not archived.
   *
   * @return the query
   */
  public static MessageQuery inbox() {
    return flagged(Set.of(), Set.of(Flag.ARCHIVED, Flag.SENT));
  }

  /**
   * Messages in the inbox that nobody has marked as read.
   *
   * @return the query
   */
  public static MessageQuery unread() {
    return flagged(Set.of(Flag.UNREAD), Set.of(Flag.ARCHIVED, Flag.SENT));
  }

  /**
   * Messages that were put away.
   *
   * @return the query
   */
  public static MessageQuery archived() {
    return flagged(Set.of(Flag.ARCHIVED), Set.of());
  }

  /**
   * Messages that were written here.
   *
   * @return the query
   */
  public static MessageQuery sent() {
    return flagged(Set.of(Flag.SENT), Set.of());
  }

  /**
   * Received at a time or later.
   *
   * @param time
   *          the time
   * @return a new query
   */
  public MessageQuery since(Instant time) {
    return new MessageQuery(with, without, Optional.of(time), until, from, to, thread, page);
  }

  /**
   * Received before a time.
   *
   * @param time
   *          the time
   * @return a new query
   */
  public MessageQuery until(Instant time) {
    return new MessageQuery(with, without, since, Optional.of(time), from, to, thread, page);
  }

  /**
   * From an author.
   *
   * @param author
   *          the whole address
   * @return a new query
   */
  public MessageQuery from(EmailAddress author) {
    return new MessageQuery(with, without, since, until, Optional.of(author), to, thread, page);
  }

  /**
   * To a recipient.
   *
   * @param recipient
   *          the whole address
   * @return a new query
   */
  public MessageQuery to(EmailAddress recipient) {
    return new MessageQuery(with, without, since, until, from, Optional.of(recipient), thread, page);
  }

  /**
   * Of a thread.
   *
   * @param id
   *          the thread
   * @return a new query
   */
  public MessageQuery inThread(ThreadId id) {
    return new MessageQuery(with, without, since, until, from, to, Optional.of(id), page);
  }

  /**
   * At most so many on a page.
   *
   * @param limit
   *          1 to 500
   * @return a new query
   * @throws dev.postroom.error.InvalidInputException
   *           when the limit is out of its range
   */
  public MessageQuery limit(int limit) {
    return new MessageQuery(with, without, since, until, from, to, thread, page.limit(limit));
  }

  /**
   * The page after another.
   *
   * @param cursor
   *          where that page ended
   * @return a new query
   */
  public MessageQuery after(PageCursor cursor) {
    return new MessageQuery(with, without, since, until, from, to, thread, page.after(cursor));
  }

  /** Shows the flags and the page, and no address. */
  @Override
  public String toString() {
    Set<Flag> shown = EnumSet.noneOf(Flag.class);
    shown.addAll(with);
    return "MessageQuery[with=" + shown + ", limit=" + page.limit() + ']';
  }
}
