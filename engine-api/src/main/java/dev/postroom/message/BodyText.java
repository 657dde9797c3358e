package dev.postroom.message;

/**
 * A text of a message, decoded. Its text form does not show it.
 *
 * @param content
 *          the text
 * @param truncated
 *          whether it was longer than is read at once; the whole is in the raw message
 */
public record BodyText(String content, boolean truncated) {

  @Override
  public String toString() {
    return "BodyText[length=" + content.length() + ", truncated=" + truncated + ']';
  }
}
