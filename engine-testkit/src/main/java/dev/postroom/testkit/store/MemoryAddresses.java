package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.spi.store.AddressRow;
import java.util.Comparator;
import java.util.List;

/** The addresses of one mailbox over one state. */
record MemoryAddresses(State state, Scope.OfMailbox place) {

  List<AddressRow> list() {
    return state.addresses()
        .values()
        .stream()
        .filter(address -> address.place().equals(place))
        .map(Placed::row)
        .sorted(Comparator.comparing(AddressRow::kind))
        .toList();
  }

  void put(AddressRow address) {
    new Ladder(state).require(place);
    Refusal.unless(hangsOnOwnGround(address), "address: on a domain of another workspace");
    AddressSlot slot = AddressSlot.of(address);
    if (state.addresses().get(slot).filter(taken -> !taken.place().equals(place)).isPresent()) {
      throw Refusal.addressTaken();
    }
    if (address.kind() == AddressRow.Kind.PRIMARY) {
      list().stream().filter(row -> row.kind() == AddressRow.Kind.PRIMARY).forEach(this::demote);
    }
    state.addresses().put(slot, new Placed<>(place, address));
  }

  private boolean hangsOnOwnGround(AddressRow address) {
    return new MemoryDomains(state, place.inWorkspace()).find(address.domain()).isPresent()
        || state.platform().get(address.domain()).isPresent();
  }

  private void demote(AddressRow primary) {
    AddressRow alias = new AddressRow(primary.address(), primary.domain(), AddressRow.Kind.ALIAS);
    state.addresses().put(AddressSlot.of(alias), new Placed<>(place, alias));
  }

  boolean remove(EmailAddress address) {
    List<AddressRow> gone = list().stream().filter(row -> row.address().equals(address)).toList();
    gone.forEach(row -> state.addresses().remove(AddressSlot.of(row)));
    return !gone.isEmpty();
  }
}
