package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys, the message and the signatures of RFC 8463, appendix A. */
class Rfc8463Test {
  private static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
  private static final String PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
  private static final Map<String, String> PUBLISHED = Map.of(
      "brisbane._domainkey.football.example.com", "v=DKIM1; k=ed25519; p=" + PUBLIC,
      "test._domainkey.football.example.com",
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16"
          + "JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIK"
          + "T+l/K4w3QIDAQAB");

  private static final String ED25519_FIELD = """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=""".replace("\n", "\r\n");
  private static final String ED25519_SIGNATURE =
      "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";
  private static final String RSA_FIELD = """
      DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=test; t=1528637909; h=from : to : subject :
       date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
       DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
       dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
      """.replace("\n", "\r\n");
  private static final String MESSAGE = """
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """.replace("\n", "\r\n");

  @Test
  void the_verifier_of_these_tests_verifies_both_signatures() throws Exception {
    String signed = ED25519_FIELD + ED25519_SIGNATURE + "\r\n" + RSA_FIELD + MESSAGE;

    assertThat(new PlainVerifier(PUBLISHED).verify(Letters.utf8(signed))).containsExactly(true, true);
  }

  @Test
  void the_body_has_the_expected_hash() throws Exception {
    ByteArrayInputStream octets = new ByteArrayInputStream(Letters.utf8(MESSAGE));
    RelaxedHeader.read(octets);

    assertThat(RelaxedBody.hash(octets))
        .isEqualTo(Base64.getDecoder().decode("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8="));
  }

  @Test
  void the_ed25519_signature_is_the_expected_one() throws Exception {
    RelaxedHeader header = RelaxedHeader.read(new ByteArrayInputStream(Letters.utf8(MESSAGE)));
    StringBuilder signed = new StringBuilder();
    for (String name : List.of("from", "to", "subject", "date", "message-id")) {
      header.fields(name).forEach(field -> signed.append(field).append("\r\n"));
    }
    signed.append(RelaxedHeader.relaxed(ED25519_FIELD));

    assertThat(pair().sign(Letters.utf8(signed.toString()))).isEqualTo(Base64.getDecoder().decode(ED25519_SIGNATURE));
  }

  @Test
  void the_key_is_published_as_there() throws Exception {
    assertThat(pair().publicRecord()).isEqualTo("v=DKIM1; k=ed25519; p=" + PUBLIC);
    assertThat(DkimKeyPair.decode(pair().encoded()).publicRecord()).isEqualTo(pair().publicRecord());
  }

  private static DkimKeyPair pair() throws Exception {
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    byte[] info = HexFormat.of()
        .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(Base64.getDecoder().decode(PUBLIC)));
    return new DkimKeyPair(DkimAlgorithm.ED25519_SHA256,
        keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Base64.getDecoder().decode(SEED))),
        keys.generatePublic(new X509EncodedKeySpec(info)));
  }
}
