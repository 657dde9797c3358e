package dev.postroom.smtp;

/** What the {@link Watchdog} looks after. */
interface Watched {

  /** Cuts what has outlived its deadline. */
  void cutIfOverdue(long now);

  /** Cuts it now, from any thread. */
  void cut();
}
