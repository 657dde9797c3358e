package dev.postroom.core.compose;

import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The octets of a file, read from where they are. That they cannot be had is told from a failure of what they are written to: the first is
 * the caller's affair and passes as an {@link InvalidInputException}, the second passes as it is.
 */
final class HostContent {
  private static final int BUFFER = 8 * 1024;

  private HostContent() {}

  static void copy(ContentSource source, OutputStream out) throws IOException {
    InputStream content = given(source::open);
    try {
      byte[] buffer = new byte[BUFFER];
      for (int count = read(content, buffer); count >= 0; count = read(content, buffer)) {
        out.write(buffer, 0, count);
      }
    } finally {
      given(() -> {
        content.close();
        return content;
      });
    }
  }

  private static int read(InputStream content, byte[] buffer) {
    return given(() -> content.read(buffer));
  }

  /** Something that is the caller's to give. */
  @FunctionalInterface
  private interface Given<T> {
    T get() throws IOException;
  }

  private static <T> T given(Given<T> content) {
    try {
      return content.get();
    } catch (IOException failed) {
      throw new InvalidInputException("attachment: cannot be read", failed);
    }
  }
}
