package dev.postroom.benchmarks.ingest;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import dev.postroom.benchmarks.MailSink;

/** GreenMail, which parses a message and keeps it in memory. */
record GreenMailServer(GreenMail server) implements ServedMail {

  static ServedMail start() {
    GreenMail server = MailSink.onFreePort();
    server.start();
    return new GreenMailServer(server);
  }

  @Override
  public int port() {
    return server.getSmtp().getPort();
  }

  @Override
  public void settle() {
    try {
      server.purgeEmailFromAllMailboxes();
    } catch (FolderException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
