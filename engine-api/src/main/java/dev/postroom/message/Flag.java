package dev.postroom.message;

/** What is known of a message in clear, beside its sealed content. */
public enum Flag {
  /** Nobody has marked it as read. */
  UNREAD,
  /** Put away: kept, and left out of the inbox. */
  ARCHIVED,
  /** Written here: it was sent, or waits to be. Set for good. */
  SENT
}
