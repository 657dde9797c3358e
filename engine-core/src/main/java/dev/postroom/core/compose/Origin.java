package dev.postroom.core.compose;

/** Who speaks in a message. */
public enum Origin {
  /** A person, or somebody who stands for one. */
  WRITTEN,
  /** A machine that answers by itself: the message says so (RFC 3834, section 5). */
  AUTOMATIC
}
