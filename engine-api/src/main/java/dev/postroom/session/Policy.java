package dev.postroom.session;

import dev.postroom.id.EntryId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Usage;

/**
 * What may pass at one place, and how much of it. Every call may fail as {@link KeyedAccess} says. Limits are only read here: the
 * operator sets them, and no key does.
 */
public interface Policy {

  /**
   * Puts an entry on a list of this place, or returns the one that is there. Needs {@code MANAGE_POLICY}.
   *
   * @param direction
   *          for mail out or mail in
   * @param verdict
   *          whether it may pass
   * @param pattern
   *          whom it is about
   * @return the entry
   */
  ListEntry addEntry(ListEntry.Direction direction, ListEntry.Verdict verdict, AddressPattern pattern);

  /**
   * Takes an entry from a list of this place. Needs {@code MANAGE_POLICY}.
   *
   * @param entry
   *          the entry
   * @throws dev.postroom.error.NotFoundException
   *           when this place has no such entry
   */
  void removeEntry(EntryId entry);

  /**
   * Lists the entries of this place in the order of their making. Needs {@code READ_USAGE}.
   *
   * @param direction
   *          for mail out or mail in
   * @param page
   *          which page
   * @return the page
   */
  Page<ListEntry> listEntries(ListEntry.Direction direction, PageRequest page);

  /**
   * The limits that were set for this place itself. Needs {@code READ_USAGE}.
   *
   * @return the limits; those of places above hold besides
   */
  Limits limits();

  /**
   * What this place has used, with all below it. Needs {@code READ_USAGE}.
   *
   * @return the usage; the counts of the last minute may be missing
   */
  Usage usage();
}
