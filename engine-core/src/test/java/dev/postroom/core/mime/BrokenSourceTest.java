package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokenSourceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 300, 600, 1_000})
  void a_failure_of_the_source_is_thrown_as_it_was(int after) {
    IOException failure = new IOException("disk");

    assertThatIOException().isThrownBy(() -> Samples.PARSER.outline(failing(after, failure))).isSameAs(failure);
    assertThatIOException().isThrownBy(() -> Samples.PARSER.body(failing(after, failure), 1_000)).isSameAs(failure);
  }

  @Test
  void every_stream_that_was_opened_is_closed() throws IOException {
    AtomicInteger open = new AtomicInteger();
    MessageSource message = counting(open);

    Samples.PARSER.outline(message);
    Samples.PARSER.body(message, 100);
    Samples.PARSER.openPart(message, "none");
    assertThat(open).hasValue(0);

    InputStream part = Samples.PARSER.openPart(message, "2").orElseThrow();
    assertThat(open).hasValue(1);
    part.close();
    assertThat(open).hasValue(0);
  }

  private static MessageSource failing(int after, IOException failure) {
    byte[] octets = Samples.octets("wellformed/mixed");
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw failure;
      }
    };
    return source(() -> new SequenceInputStream(new ByteArrayInputStream(octets, 0, after), broken));
  }

  private static MessageSource counting(AtomicInteger open) {
    byte[] octets = Samples.octets("wellformed/mixed");
    return source(() -> {
      open.incrementAndGet();
      return new ByteArrayInputStream(octets) {
        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    });
  }

  private interface Opening {
    InputStream open();
  }

  private static MessageSource source(Opening opening) {
    return new MessageSource() {
      @Override
      public InputStream open() {
        return opening.open();
      }

      @Override
      public long size() {
        return 1_000;
      }
    };
  }
}
