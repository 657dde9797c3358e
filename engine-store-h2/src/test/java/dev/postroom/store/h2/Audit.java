package dev.postroom.store.h2;

import dev.postroom.id.TenantId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.TenantRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what is found in a store with what its customers were told. */
record Audit(List<Customer> customers) {
  private static final int ALL = 100_000;

  /** Writes once, so that what a crash left behind is swept, and looks at everything then. */
  CutFindings of(MailStore store, Stand stand) {
    CutFindings all = new CutFindings(1, 0, 0, 0, 0, 0, swept(store), 0, Set.of());
    for (int i = 0; i < customers.size(); i++) {
      all = all.and(of(customers.get(i), store, stand.acknowledged().get(i), stand.begun().get(i)));
    }
    return all;
  }

  /**
   * The same of what was restored from a copy that was taken while changes went on. Its rows are of one moment, its secrets of a later
   * one, and what was erased by the end of it is erased: so whatever was there all the time is there, and nothing that never was.
   */
  CutFindings ofCopy(MailStore store, Stand stand) {
    CutFindings all = new CutFindings(1, 0, 0, 0, 0, 0, swept(store), 0, Set.of());
    for (int i = 0; i < customers.size(); i++) {
      Customer customer = customers.get(i);
      int acknowledged = stand.acknowledged().get(i);
      View found = customer.seen(store);
      List<View> possible = customer.between(acknowledged, stand.begun().get(i));
      all = all.and(new CutFindings(0, acknowledged, found.lacking(possible), found.madeUp(possible),
          found.unreadable(), found.risenSince(possible), 0, 0, possible.getFirst().told()));
    }
    return all;
  }

  private int swept(MailStore store) {
    store.write(t -> {
      t.events().saveCursor("auditor", 1);
      return "swept";
    });
    return store.<Integer>read(this::phantoms);
  }

  private static CutFindings of(Customer customer, MailStore store, int acknowledged, int begun) {
    View found = customer.seen(store);
    List<View> possible = customer.between(acknowledged, begun);
    int risen = found.risenSince(possible);
    boolean isRight = possible.contains(found);
    int behind = isRight ? 0 : behind(customer, found, acknowledged);
    boolean isTorn = !isRight && behind == 0;
    return new CutFindings(0, acknowledged, behind, isTorn ? 1 : 0, found.unreadable(), risen, 0, 0,
        customer.after(acknowledged).told());
  }

  /** How many acknowledged acts back the state stands that was found; 0 when it is that after none. */
  private static int behind(Customer customer, View found, int acknowledged) {
    return IntStream.rangeClosed(1, acknowledged)
        .filter(back -> customer.after(acknowledged - back).equals(found))
        .findFirst()
        .orElse(0);
  }

  private int phantoms(StoreTransaction t) {
    Set<TenantId> known = customers.stream().flatMap(Customer::tenants).collect(Collectors.toSet());
    List<TenantId> tenants = new ArrayList<>();
    t.listTenants(Optional.empty(), ALL).stream().map(TenantRow::id).forEach(tenants::add);
    t.events()
        .read(0, Optional.empty(), Set.of(), ALL)
        .stream()
        .map(StoredEvent::event)
        .map(event -> event.scope().tenant())
        .forEach(tenants::add);
    return (int) tenants.stream().filter(tenant -> !known.contains(tenant)).count();
  }
}
