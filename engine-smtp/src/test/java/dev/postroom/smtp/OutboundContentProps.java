package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.outbound.OutboundContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The octets of a message arrive as they were, whatever they are and in whatever pieces they are read. */
class OutboundContentProps {
  private static final String TAKEN = "TAKEN 250 2.0.0";

  private static Postbag bag;

  @BeforeContainer
  static void open() {
    bag = Postbag.open();
  }

  @AfterContainer
  static void close() {
    bag.close();
  }

  @Property(tries = 300)
  void whole_lines_arrive_exactly(@ForAll("lines") List<String> lines, @ForAll("pieces") int pieces) {
    String text = lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    assertThat(arrived(text, pieces)).isEqualTo(text);
  }

  @Property(tries = 300)
  void a_last_line_without_its_end_gets_one_and_nothing_else_changes(@ForAll("lines") List<String> lines,
      @ForAll("pieces") int pieces) {
    String text = String.join("\r\n", lines) + "\r\n.";
    assertThat(arrived(text, pieces)).isEqualTo(text + "\r\n");
  }

  private static String arrived(String text, int pieces) {
    assertThat(Postbag.said(bag.handOver(bag.transport.standardEgress(), new InPieces(text, pieces), "bob@b.example")))
        .isEqualTo(TAKEN);
    return bag.peer.taken().getLast().text();
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<Character> octet = Arbitraries.chars().range((char) 0, (char) 255).filter(c -> c != '\r' && c != '\n');
    Arbitrary<String> any = octet.array(char[].class).ofMaxSize(1_500).map(String::new);
    Arbitrary<String> dots = Arbitraries.of("", ".", "..", ".x", "...", "\u00FF.", "x\u00FF\u00FF..", "QUIT", "RSET");
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(3, dots)).list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<Integer> pieces() {
    return Arbitraries.of(1, 2, 3, 7, 100, 8_192, 16_384);
  }

  /** A message that is never read more of at once than so many octets. */
  private record InPieces(String text, int most) implements OutboundContent {
    @Override
    public InputStream open() {
      return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          return in.read(buffer, offset, Math.min(length, most));
        }
      };
    }

    @Override
    public long size() {
      return text.length();
    }

    @Override
    public boolean isEightBit() {
      return true;
    }

    @Override
    public boolean isInternational() {
      return false;
    }
  }
}
