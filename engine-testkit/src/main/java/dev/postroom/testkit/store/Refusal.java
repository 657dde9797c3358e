package dev.postroom.testkit.store;

import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import java.util.Optional;

/** Why the store in memory does not do what was asked. */
final class Refusal {
  private Refusal() {}

  static void externalIdTaken(Optional<?> holder) {
    if (holder.isPresent()) {
      throw new ConflictException(FailureReason.EXTERNAL_ID_CONFLICT, "external id: taken");
    }
  }

  static ConflictException domainTaken() {
    return new ConflictException(FailureReason.DOMAIN_TAKEN, "domain: taken");
  }

  static ConflictException addressTaken() {
    return new ConflictException(FailureReason.ADDRESS_TAKEN, "address: taken");
  }

  /** What the port leaves open is refused here, so that whoever leans on it learns of it in a test. */
  static void unless(boolean allowed, String otherwise) {
    if (!allowed) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
