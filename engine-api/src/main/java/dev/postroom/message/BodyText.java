package dev.postroom.message;

/**
 * A text of a message, decoded. Its text form does not show it.
 *
 * @param value
 *          the text
 * @param truncated
 *          whether it was longer than is read at once; the whole is in the raw message
 */
public record BodyText(String value, boolean truncated) {

  @Override
  public String toString() {
    return "BodyText[length=" + value.length() + ", truncated=" + truncated + ']';
  }
}
