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
  /** A key that mail is signed with. */
  DKIM_KEY("dkim-key");

  private final String text;

  Part(String text) {
    this.text = text;
  }

  byte[] text() {
    return AssociatedData.field(text);
  }
}
