package dev.postroom.paging;

/**
 * Where a page ended: opaque, authenticated, and bound to the scope and query that it was given out for. It may be kept and passed
 * through a browser; altered or used elsewhere it is an {@code InvalidCursorException}, never the first page.
 *
 * @param text
 *          letters, digits, minus and underscore
 */
public record PageCursor(String text) {
  @Override
  public String toString() {
    return text;
  }
}
