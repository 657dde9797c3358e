package dev.postroom.benchmarks.ingest;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.store.h2.H2MailStore;
import java.net.InetAddress;
import java.nio.file.Path;

/** The whole engine over the embedded store on the disk, with a mailbox for each customer: sealed, routed, counted and forced. */
record PostroomServer(MailEngine engine, int port) implements ServedMail {

  static ServedMail start(Path folder) {
    MailEngine engine = MailEngine
        .builder(H2MailStore.open(folder.resolve("mail")), MasterKeyFile.createIfAbsent(folder.resolve("master.key")))
        .listen(SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress()).hostname("postroom.example"))
        .start();
    TenantAdmin product = engine.tenants().create("product");
    for (int customer = 0; customer < Letter.CUSTOMERS; customer++) {
      product.createWorkspace("customer-" + customer, "Customer")
          .claimDomain("customer-" + customer + ".example")
          .confirm()
          .createMailbox("support");
    }
    return new PostroomServer(engine, engine.listeningOn().getFirst().getPort());
  }

  @Override
  public void settle() {
    // What is answered is on the disk.
  }

  @Override
  public void close() {
    engine.close();
  }
}
