package dev.postroom.core.crypto;

import java.nio.charset.StandardCharsets;

/** What a key derived from a rung's secret is for. The text carries the format version, so another format gets other keys. */
enum Purpose {
  /** Wraps the secrets of the rung below. */
  WRAP("wrap"),
  /** Tells a secret that was unwrapped from rubbish. */
  CHECK("check"),
  /** Seals rows and contents. */
  DATA("data"),
  /** Makes the tokens by which sealed words are found. */
  TOKEN("token"),
  /** Authenticates what the engine hands out and takes back. */
  MAC("mac"),
  /** Names a master key without telling it. */
  MASTER_KEY_ID("master-key-id");

  private final byte[] text;

  Purpose(String name) {
    this.text = ("postroom/1/" + name).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] text() {
    return text.clone();
  }
}
