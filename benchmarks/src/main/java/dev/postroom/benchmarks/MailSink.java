package dev.postroom.benchmarks;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;

/** GreenMail on a free port of this machine, not started yet. */
public final class MailSink {
  /** By itself it gives up after two seconds, which a busy machine takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private MailSink() {}

  /**
   * A server that takes all mail by SMTP.
   *
   * @return the server, to be started and stopped by the caller
   */
  public static GreenMail onFreePort() {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(PATIENCE.toMillis());
    return new GreenMail(setup);
  }
}
