package dev.postroom.core.compose;

/** What a send is to the message that it follows. */
public enum SendKind {
  /** It follows none. */
  MESSAGE,
  /** An answer to who wrote it. */
  REPLY,
  /** An answer to all. */
  REPLY_ALL,
  /** It passes it on. */
  FORWARD,
  /** An answer by a machine. */
  AUTOMATIC_REPLY
}
