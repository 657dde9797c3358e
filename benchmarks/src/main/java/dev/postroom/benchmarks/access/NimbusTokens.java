package dev.postroom.benchmarks.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The peer that authenticates without a look-up: a token signed with HS256, verified by Nimbus, with its end, its place and its
 * permission looked at. One verifier is made and kept. It knows of no revocation.
 */
@State(Scope.Benchmark)
public class NimbusTokens {
  private String[] tokens;
  private JWSVerifier verifier;

  /** Signs the tokens. */
  @Setup
  @SuppressWarnings("JavaUtilDate") // the peer's own
  public void sign(Keys many) throws JOSEException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    verifier = new MACVerifier(secret);
    tokens = new String[many.keys];
    for (int i = 0; i < many.keys; i++) {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), new JWTClaimsSet.Builder()
          .subject("mailbox-" + i)
          .claim("scope", "read read_usage organize send")
          .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
          .build());
      token.sign(new MACSigner(secret));
      tokens[i] = token.serialize();
    }
  }

  /** From the text to a granted act. */
  @SuppressWarnings("JavaUtilDate") // the peer's own
  boolean isGranted(int who) throws ParseException, JOSEException {
    SignedJWT token = SignedJWT.parse(tokens[who]);
    if (!token.verify(verifier)) {
      return false;
    }
    JWTClaimsSet claims = token.getJWTClaimsSet();
    return claims.getExpirationTime().getTime() > System.currentTimeMillis()
        && claims.getSubject().startsWith("mailbox-") && claims.getStringClaim("scope").contains("read");
  }
}
