package dev.postroom.testkit.store;

import dev.postroom.id.DomainId;
import dev.postroom.spi.store.AddressRow;
import java.util.Comparator;

/** What is unique about an address: the claim that it hangs on and the canonical local part. */
record AddressSlot(DomainId domain, String localPart) {
  static final Comparator<AddressSlot> ORDER = Comparator.comparing(AddressSlot::domain, IdOrder.<DomainId>ascending())
      .thenComparing(AddressSlot::localPart);

  static AddressSlot of(AddressRow row) {
    return new AddressSlot(row.domain(), row.address().canonicalLocalPart());
  }
}
