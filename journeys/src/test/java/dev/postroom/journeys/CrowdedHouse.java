package dev.postroom.journeys;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.smtp.SmtpLimits;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.store.h2.H2MailStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * The program that {@link SlowClientsTest} runs in a small heap: listens, and when told so, says how much memory is in use. The
 * first listener has the limits that it is told, the second those that it has by default.
 */
final class CrowdedHouse {
  private CrowdedHouse() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int most = Integer.getInteger("connections");
    SmtpLimits wide = SmtpLimits.defaults().maxConnections(most).maxConnectionsPerClient(most);
    try (MailEngine engine = MailEngine
        .builder(H2MailStore.open(House.store(folder)), MasterKeyFile.createIfAbsent(folder.resolve("master.key")))
        .listen(listener().limits(wide))
        .listen(listener())
        .start()) {
      engine.tenants()
          .create("my-product")
          .createWorkspace("acme", "Acme Corp")
          .claimDomain("acme.example")
          .confirm()
          .createMailbox("support");
      engine.listeningOn().forEach(address -> System.out.println(address.getPort()));
      while (System.in.read() >= 0) {
        System.gc();
        System.out.println(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
      }
    }
  }

  private static SmtpServer listener() {
    return SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress()).hostname("mx.postroom.example");
  }
}
