package dev.postroom.paging;

import dev.postroom.error.InvalidInputException;
import java.util.Optional;

/**
 * Which page of a list.
 *
 * @param limit
 *          at most so many items, 1 to {@value #MAX_LIMIT}
 * @param after
 *          where the page before ended; empty for the first page
 */
public record PageRequest(int limit, Optional<PageCursor> after) {
  /** The most items of one page. */
  public static final int MAX_LIMIT = 500;
  /** The items of a page when nothing is said. */
  public static final int DEFAULT_LIMIT = 50;

  /**
   * Checks the limit.
   *
   * @throws InvalidInputException
   *           when the limit is out of its range
   */
  public PageRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
  }

  /**
   * The first page of {@value #DEFAULT_LIMIT}.
   *
   * @return the request
   */
  public static PageRequest first() {
    return new PageRequest(DEFAULT_LIMIT, Optional.empty());
  }

  /**
   * The same with another limit.
   *
   * @param limit
   *          1 to {@value #MAX_LIMIT}
   * @return a new request
   * @throws InvalidInputException
   *           when the limit is out of its range
   */
  public PageRequest limit(int limit) {
    return new PageRequest(limit, after);
  }

  /**
   * The page that follows.
   *
   * @param cursor
   *          where the page before ended
   * @return a new request
   */
  public PageRequest after(PageCursor cursor) {
    return new PageRequest(limit, Optional.of(cursor));
  }
}
