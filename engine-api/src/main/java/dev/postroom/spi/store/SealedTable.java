package dev.postroom.spi.store;

import java.util.List;
import java.util.UUID;

/** The small sealed things of one workspace, or of the engine itself. */
public interface SealedTable {

  /**
   * Puts a thing in, in the place of the one of its kind, owner and number.
   *
   * @param row
   *          the row
   */
  void put(SealedRow row);

  /**
   * Those of one kind and owner.
   *
   * @param kind
   *          the kind
   * @param owner
   *          the owner
   * @return in the order of their numbers
   */
  List<SealedRow> list(SealedRow.Kind kind, UUID owner);

  /**
   * Takes a thing away.
   *
   * @param kind
   *          the kind
   * @param owner
   *          the owner
   * @param number
   *          the number
   * @return whether there was one
   */
  boolean delete(SealedRow.Kind kind, UUID owner, int number);

  /**
   * Takes everything of an owner away.
   *
   * @param owner
   *          the owner
   */
  void deleteAll(UUID owner);
}
