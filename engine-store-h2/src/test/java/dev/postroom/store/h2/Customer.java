package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One customer of a store, who does one thing after the other. Each is done to a store in memory first, and what is then to be seen is
 * kept: so of any state of the real store it can be said after which of the acts it stands, if after any.
 */
final class Customer {
  private final InMemoryMailStore oracle = InMemoryMailStore.open();
  private final Premises premises;
  private final List<View> views = new ArrayList<>();
  private volatile int begun;
  private volatile int acknowledged;

  Customer(String name, long seed) {
    this.premises = new Premises(name, new Random(seed), oracle);
    views.add(seen(oracle));
  }

  /** Does the next thing. When this throws, the store may have done it or not. */
  void act(MailStore store) throws IOException {
    Act act = premises.next();
    act.on(oracle);
    views.add(seen(oracle));
    begun = views.size() - 1;
    Appending.againWhenTooLate(() -> {
      act.on(store);
      return act;
    });
    acknowledged = begun;
  }

  /** After how many acts a state stands at least, if asked before the state was taken. */
  int acknowledged() {
    return acknowledged;
  }

  /** After how many acts a state stands at most, if asked after the state was taken. */
  int begun() {
    return begun;
  }

  /** Goes back in time to somewhere between two acts, and does no more. */
  void standsBetween(int first, int last) {
    acknowledged = first;
    begun = last;
  }

  /** Finds out where in between. */
  void settle(MailStore store) {
    View found = seen(store);
    int at =
        IntStream.rangeClosed(acknowledged, begun).filter(acts -> after(acts).equals(found)).findFirst().orElse(begun);
    standsBetween(at, at);
  }

  /** All tenants that there ever were. */
  Stream<TenantId> tenants() {
    return premises.tenants().stream().map(Scope.OfTenant::tenant);
  }

  /** What is to be seen of this customer. */
  View seen(MailStore store) {
    return View.of(store, premises);
  }

  /** What is to be seen after so many acts. */
  View after(int acts) {
    return views.get(acts);
  }

  /** What is to be seen after so many acts, or more, up to so many. */
  List<View> between(int fewest, int most) {
    return List.copyOf(views.subList(fewest, most + 1));
  }
}
