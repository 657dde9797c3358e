package dev.postroom.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for tests, valid for two days. Making one takes about a second: it runs the JDK's keytool. */
public final class PeerCertificate {
  private static final char[] PASSWORD = "for-tests".toCharArray();

  private final KeyStore store;

  private PeerCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes a certificate.
   *
   * @param names
   *          the host names that it is valid for
   * @return the certificate
   */
  public static PeerCertificate of(String... names) {
    try {
      Path folder = Files.createTempDirectory("postroom-certificate-");
      Path file = folder.resolve("peer.p12");
      try {
        generate(file, names);
        return new PeerCertificate(load(file));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void generate(Path file, String... names) throws IOException, InterruptedException {
    String alternatives = Stream.of(names).map(name -> "dns:" + name).collect(Collectors.joining(","));
    Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "peer", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + names[0], "-ext",
        "san=" + alternatives, "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
        new String(PASSWORD)).inheritIO().start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /**
   * A context for a server that shows this certificate.
   *
   * @return the context
   */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      return context(keys.getKeyManagers(), new TrustManager[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A context for a client that trusts this certificate, and no other.
   *
   * @return the context
   */
  public SSLContext trustingContext() {
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return context(new KeyManager[0], trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }
}
