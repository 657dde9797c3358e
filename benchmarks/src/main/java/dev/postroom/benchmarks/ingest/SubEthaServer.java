package dev.postroom.benchmarks.ingest;

import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import org.subethamail.smtp.server.SMTPServer;

/** SubEthaSMTP over a table of H2, answered after a forced commit that those who wait share. It neither seals nor routes nor reads. */
record SubEthaServer(SMTPServer server, GroupCommitTable table) implements ServedMail {
  private static final int MOST_CONNECTIONS = 1_000;

  static ServedMail start(Path folder) throws SQLException {
    GroupCommitTable table = GroupCommitTable.open(folder);
    SMTPServer server = SMTPServer.port(0)
        .bindAddress(InetAddress.getLoopbackAddress())
        .hostName("subetha.example")
        .maxConnections(MOST_CONNECTIONS)
        .messageHandler((context, from, to, octets) -> table.insert(to, octets))
        .build();
    server.start();
    return new SubEthaServer(server, table);
  }

  @Override
  public int port() {
    return server.getPortAllocated();
  }

  @Override
  public void settle() {
    // What is answered is on the disk.
  }

  @Override
  public void close() {
    server.stop();
    table.close();
  }
}
