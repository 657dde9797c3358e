package dev.postroom.core.dkim;

import dev.postroom.address.DomainName;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;

/** One key of each kind for the tests; an RSA key is slow to make. */
final class Keys {
  static final DomainName ACME = DomainName.of("acme.example");
  static final DkimKey RSA = new DkimKey(ACME, new Selector("first"),
      DkimKeyPair.generate(DkimAlgorithm.RSA_SHA256, new SecureRandom()));
  static final DkimKey ED25519 = new DkimKey(ACME, new Selector("second"),
      DkimKeyPair.generate(DkimAlgorithm.ED25519_SHA256, new SecureRandom()));
  static final List<DkimKey> BOTH = List.of(RSA, ED25519);

  /** What is published, by name. */
  static final Map<String, String> PUBLISHED = Map.of("first._domainkey.acme.example", RSA.pair().publicRecord(),
      "second._domainkey.acme.example", ED25519.pair().publicRecord());

  private Keys() {}
}
