package dev.postroom;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** An engine over the store in memory, and what tests do with one. */
public final class Room implements AutoCloseable {
  static final Instant OPENING = Instant.parse("2026-11-21T08:00:00Z");

  final SettableClock clock;
  final MailStore store;
  final MailEngine engine;

  Room(Path folder) {
    this(folder, InMemoryMailStore.open());
  }

  Room(Path folder, MailStore store) {
    this(store, masterKey(folder), builder -> builder.spoolFolder(folder));
  }

  Room(MailStore store, MasterKey masterKey, UnaryOperator<MailEngineBuilder> options) {
    this(store, masterKey, SettableClock.at(OPENING), options);
  }

  Room(MailStore store, MasterKey masterKey, SettableClock clock, UnaryOperator<MailEngineBuilder> options) {
    this.clock = clock;
    this.store = store;
    this.engine = options.apply(MailEngine.builder(store, masterKey).clock(clock)).start();
  }

  static MasterKey masterKey(Path folder) {
    return MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
  }

  /** A workspace of a tenant that all such workspaces share. */
  WorkspaceAdmin workspace(String externalId) {
    return engine.tenants().create("product").createWorkspace(externalId, externalId);
  }

  /** A mailbox at an address whose domain is confirmed for the workspace. */
  static MailboxAdmin mailbox(WorkspaceAdmin workspace, String address) {
    EmailAddress parsed = EmailAddress.parse(address);
    return workspace.claimDomain(parsed.domain().orElseThrow().value()).confirm().createMailbox(parsed.localPart());
  }

  List<Disposition> receive(String message, String... recipients) {
    try {
      return receive(new ByteArrayInputStream(octets(message)), recipients);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  List<Disposition> receive(InputStream content, String... recipients) throws IOException {
    Envelope envelope = new Envelope(ReversePath.of(EmailAddress.parse("customer@remote.example")),
        Arrays.stream(recipients).map(EmailAddress::parse).toList(), Peer.local("test"));
    return engine.inbound().accept(envelope, content);
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
