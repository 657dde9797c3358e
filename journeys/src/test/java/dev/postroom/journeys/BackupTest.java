package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.AuthenticationException;
import dev.postroom.inbound.Envelope;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.store.h2.Tombstones;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host loses its disk, and goes on from a backup. */
class BackupTest {
  private static final String SUPPORT = "support@acme.example";
  private static final String SALES = "sales@globex.example";

  @TempDir
  Path folder;

  private MasterKeyFile masterKey() {
    return MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
  }

  private static MailboxAdmin mailbox(WorkspaceAdmin workspace, String domain, String localPart) {
    return workspace.claimDomain(domain).confirm().createMailbox(localPart);
  }

  private static void receive(MailEngine engine, String recipient, String subject) throws IOException {
    byte[] letter = ("From: ann@remote.example\r\nTo: " + recipient + "\r\nSubject: " + subject + "\r\n\r\nHello\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    engine.inbound().accept(Envelope.of("ann@remote.example", recipient), new ByteArrayInputStream(letter));
  }

  @Test
  void customers_keys_and_mail_are_there_again_and_who_was_erased_since_is_not() throws Exception {
    String kept;
    String revoked;
    String erased;
    try (H2MailStore store = H2MailStore.open(folder.resolve("mail"));
        MailEngine engine = MailEngine.builder(store, masterKey()).start()) {
      TenantAdmin product = engine.tenants().create("my-product");
      MailboxAdmin support = mailbox(product.createWorkspace("acme", "Acme"), "acme.example", "support");
      WorkspaceAdmin globex = product.createWorkspace("globex", "Globex");
      MailboxAdmin sales = mailbox(globex, "globex.example", "sales");
      kept = support.issueKey("kept", Role.READ_WRITE).secret();
      IssuedKey gone = support.issueKey("gone", Role.READ_WRITE);
      revoked = gone.secret();
      erased = sales.issueKey("sales", Role.READ_WRITE).secret();
      receive(engine, SUPPORT, "before");
      receive(engine, SALES, "theirs");

      store.backup(folder.resolve("backup"));

      receive(engine, SUPPORT, "after");
      support.revokeKey(gone.id());
      globex.erase();
      store.tombstones().write(folder.resolve("tombstones"));
    }

    H2MailStore.restore(folder.resolve("backup"), folder.resolve("restored"),
        Tombstones.read(folder.resolve("tombstones")));
    try (MailEngine engine = MailEngine.builder(H2MailStore.open(folder.resolve("restored")), masterKey()).start()) {
      assertThat(engine.keyedAccess().openMailbox(ApiKey.parse(kept)).list(MessageQuery.all()).items())
          .extracting(MessageSummary::subject)
          .containsExactly("before");
      assertThatThrownBy(() -> engine.keyedAccess().openMailbox(ApiKey.parse(revoked)))
          .isInstanceOf(AuthenticationException.class);
      assertThatThrownBy(() -> engine.keyedAccess().openMailbox(ApiKey.parse(erased)))
          .isInstanceOf(AuthenticationException.class);
      TenantAdmin product = engine.tenants().create("my-product");
      assertThat(product.findWorkspaceByExternalId("globex")).isEmpty();
      mailbox(product.createWorkspace("new owner", "New"), "globex.example", "sales");
      receive(engine, SALES, "to the new owner");
      receive(engine, SUPPORT, "again");
      assertThat(engine.keyedAccess().openMailbox(ApiKey.parse(kept)).list(MessageQuery.all())).hasSize(2);
    }
  }
}
