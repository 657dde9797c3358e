package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Nothing in a message is ever heard as its end or as a command, however its lines are broken. */
class OutboundSmugglingProps {
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

  @Property(tries = 500)
  void a_message_with_bare_cr_or_lf_is_one_message_with_whole_lines(@ForAll("unclean") List<String> pieces) {
    String text = String.join("", pieces);
    int before = bag.peer.seen().size();
    assertThat(bag.send(Letter.of(text), "bob@b.example")).isEqualTo(TAKEN);
    assertThat(bag.peer.seen()).hasSize(before + 1);
    assertThat(bag.peer.seen().getLast().text()).isEqualTo(cleaned(text));
    assertThat(bag.peer.seen().getLast().sender()).isEqualTo("a@acme.example");
  }

  private static String cleaned(String text) {
    String lines = text.replaceAll("\r\n|\r|\n", "\r\n");
    return lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
  }

  @Provide
  Arbitrary<List<String>> unclean() {
    return Arbitraries
        .of("\r", "\n", "\r\n", ".", "..", "\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\r\n", "x",
            "MAIL FROM:<eve@evil.example>\r\n", "QUIT\r\n")
        .list()
        .ofMaxSize(12);
  }
}
