package dev.postroom.core.crypto;

/** Which sealed part of a row. */
public enum Part {
  /** What a list shows of a message. */
  SUMMARY("summary"),
  /** How a message arrived. */
  TRACE("trace"),
  /** To whom a message goes. */
  DELIVERY("delivery"),
  /** What the recipient's side has said. */
  REPLY("reply"),
  /** What a send was asked and answered. */
  RECEIPT("receipt"),
  /** An entry of a list, or a suppressed address. */
  POLICY("policy"),
  /** By which way mail leaves. */
  EGRESS("egress"),
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
