package dev.postroom.core.mime;

/**
 * Text of a message, decoded; lines end in a line feed. Its text form shows none of it.
 *
 * @param content
 *          the text
 * @param truncated
 *          whether there is more of it than is given
 */
public record BodyText(String content, boolean truncated) {

  @Override
  public String toString() {
    return "BodyText[sealed]";
  }
}
