package dev.postroom.message;

/** What the sender meant a part for (RFC 2183, section 2). */
public enum PartDisposition {
  /** To be shown within the message. */
  INLINE,
  /** To be offered as a file; also the meaning of every kind that is not known. */
  ATTACHMENT,
  /** The sender did not say. */
  UNSTATED
}
