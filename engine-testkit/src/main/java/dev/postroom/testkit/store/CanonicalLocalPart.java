package dev.postroom.testkit.store;

import dev.postroom.address.EmailAddress;
import java.util.Locale;

/** The local part by which addresses are told apart. */
final class CanonicalLocalPart {
  private CanonicalLocalPart() {}

  static String of(EmailAddress address) {
    return address.localPart().toLowerCase(Locale.ROOT);
  }
}
