package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import java.io.IOException;

/**
 * What every caller of a store has to do whose content waited for its row until its segment was to be emptied: append it again. Nothing
 * was changed by then.
 */
final class Appending {
  private static final String TOO_LATE = "content: appended too long ago";
  private static final int MOST_RETRIES = 20;

  private Appending() {}

  /** Appends contents and inserts their rows. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  static <T> T againWhenTooLate(Attempt<T> attempt) throws IOException {
    for (int retries = 0;; retries++) {
      try {
        return attempt.make();
      } catch (StoreException refused) {
        if (!TOO_LATE.equals(refused.getMessage()) || retries == MOST_RETRIES) {
          throw refused;
        }
      }
    }
  }
}
