package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.MailArbitraries;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DkimSignerProps {
  private final DkimSigner signer = new DkimSigner();
  private final PlainVerifier verifier = new PlainVerifier(Keys.PUBLISHED);

  @Property(tries = 200)
  void both_signatures_of_any_message_verify(@ForAll("messages") byte[] message) throws Exception {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(signer.sign(Letters.source(message), Keys.BOTH, Instant.EPOCH));
    signed.writeBytes(message);

    assertThat(verifier.verify(signed.toByteArray())).containsExactly(true, true);
  }

  @Property(tries = 500)
  void any_octets_after_a_header_are_a_body(@ForAll("octets") byte[] body) throws Exception {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(Letters.utf8("From: a@acme.example\r\n\r\n"));
    message.writeBytes(body);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(signer.sign(Letters.source(message.toByteArray()), Keys.BOTH, Instant.EPOCH));
    message.writeTo(signed);

    assertThat(verifier.verify(signed.toByteArray())).containsExactly(true, true);
  }

  @Provide
  Arbitrary<byte[]> messages() {
    return MailArbitraries.messages();
  }

  @Provide
  Arbitrary<byte[]> octets() {
    return Arbitraries.oneOf(MailArbitraries.octets(), Arbitraries.of(" ", "\t", "\r\n", "\r", "\n", "x", "\u00ff")
        .list()
        .ofMaxSize(12)
        .map(pieces -> Letters.utf8(String.join("", pieces))));
  }
}
