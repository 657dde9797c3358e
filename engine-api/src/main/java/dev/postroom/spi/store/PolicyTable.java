package dev.postroom.spi.store;

import dev.postroom.id.EntryId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The lists and suppressed addresses of exactly one place; those of places above and below are not seen. */
public interface PolicyTable {

  /**
   * Adds an entry.
   *
   * @param entry
   *          the row
   */
  void insert(PolicyRow entry);

  /**
   * Looks an entry up.
   *
   * @param id
   *          the entry
   * @return its row; empty when it is not of this place
   */
  Optional<PolicyRow> find(EntryId id);

  /**
   * The entries that carry any of the tokens, expired ones too; there may be several for one.
   *
   * @param kind
   *          of this list
   * @param tokens
   *          at most 500
   * @return in the order of their ids
   */
  List<PolicyRow> find(PolicyRow.Kind kind, Collection<Token> tokens);

  /**
   * Lists entries in the order of their ids.
   *
   * @param kind
   *          of this list
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the rows, expired ones too
   */
  List<PolicyRow> list(PolicyRow.Kind kind, Optional<EntryId> after, int limit);

  /**
   * Takes an entry away.
   *
   * @param id
   *          the entry
   * @return whether there was one at this place
   */
  boolean delete(EntryId id);
}
