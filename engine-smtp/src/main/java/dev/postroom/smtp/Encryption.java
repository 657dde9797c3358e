package dev.postroom.smtp;

import dev.postroom.outbound.TlsPolicy;
import jakarta.mail.Session;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** How Angus is to encrypt: with a valid certificate of the very host, or with whatever certificate there is (RFC 7435). */
final class Encryption {
  private final Session checked;
  private final Session unchecked;

  private Encryption(Session checked, Session unchecked) {
    this.checked = checked;
    this.unchecked = unchecked;
  }

  static Encryption with(Optional<SSLContext> trust) {
    try {
      SSLContext lenient = SSLContext.getInstance("TLS");
      lenient.init(null, new TrustManager[]{new AnyCertificate()}, null);
      SSLContext strict = trust.isPresent() ? trust.get() : SSLContext.getDefault();
      return new Encryption(session(strict, "true"), session(lenient, "false"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static Session session(SSLContext context, String checkIdentity) {
    Properties properties = new Properties();
    properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
    properties.put("mail.smtp.ssl.checkserveridentity", checkIdentity);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.debug.auth.username", "false");
    return Session.getInstance(properties);
  }

  Session session(TlsPolicy policy) {
    return switch (policy) {
      case IMPLICIT, REQUIRED -> checked;
      case OPPORTUNISTIC, NONE -> unchecked;
    };
  }

  /** Encryption without a valid certificate still keeps out whoever only listens, and that is all that is asked of it here. */
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
