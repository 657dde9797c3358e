package dev.postroom.store.h2;

import java.time.Duration;

/** What was taken for stuck once, and since when. */
final class Suspicion {
  private boolean isHeld;
  private long what;
  private long since;

  /** Whether this was suspected already so long ago; from now on it is, if nothing or something else was. */
  synchronized boolean isOlderThan(Duration time, long suspect, long now) {
    if (!isHeld || what != suspect) {
      isHeld = true;
      what = suspect;
      since = now;
    }
    return now - since > time.toNanos();
  }
}
