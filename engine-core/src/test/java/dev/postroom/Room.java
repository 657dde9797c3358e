package dev.postroom;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An engine over the store in memory, and what tests do with one. */
public final class Room implements AutoCloseable {
  final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T08:00:00Z"));
  final MailStore store = InMemoryMailStore.open();
  final MailEngine engine;

  Room(Path folder) {
    this.engine = MailEngine.builder(store, masterKey(folder)).clock(clock).start();
  }

  static MasterKey masterKey(Path folder) {
    return MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
  }

  List<Disposition> receive(String message, String... recipients) {
    Envelope envelope = new Envelope(ReversePath.of(EmailAddress.parse("customer@remote.example")),
        Arrays.stream(recipients).map(EmailAddress::parse).toList(), Peer.local("test"));
    try {
      return engine.inbound().accept(envelope, new ByteArrayInputStream(octets(message)));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  static byte[] octets(String message) {
    return message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  static String letter(String subject, String text) {
    return """
        From: Cus Tomer <customer@remote.example>
        To: support@acme.example
        Subject: %s
        Date: Fri, 20 Nov 2026 10:00:00 +0000
        Message-ID: <%s@remote.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8

        %s
        """.formatted(subject, Integer.toHexString(subject.hashCode()), text);
  }

  @Override
  public void close() {
    engine.close();
  }
}
