package dev.postroom.core.crypto;

/** Which sealed part of a row. */
public enum Part {
  /** What a list shows of a message. */
  SUMMARY("summary"),
  /** How a message arrived. */
  TRACE("trace"),
  /** What mail of a domain is signed with. */
  DKIM_KEYS("dkim-keys");

  private final String text;

  Part(String text) {
    this.text = text;
  }

  byte[] text() {
    return AssociatedData.field(text);
  }
}
