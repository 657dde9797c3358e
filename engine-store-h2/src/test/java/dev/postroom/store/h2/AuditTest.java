package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.EventId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control of what looks through a store after a cut: what is lost, torn or made up is found, where it is so on purpose. */
class AuditTest {
  private static final int ACTS = 40;

  private final Customer customer = new Customer("customer", 7);
  private final Audit audit = new Audit(List.of(customer));
  private final MailStore store = InMemoryMailStore.open();

  @BeforeEach
  void act() throws IOException {
    for (int act = 0; act < ACTS; act++) {
      customer.act(store);
    }
  }

  @Test
  void what_is_as_it_should_be_is_not_reported() {
    assertThat(found().faults()).isZero();
  }

  @Test
  void a_state_that_is_that_after_none_of_the_acts_is_torn() {
    store.write(t -> {
      Scope place = new Scope.OfTenant(customer.tenants().findFirst().orElseThrow());
      t.events()
          .append(new Event(new EventId(Furnished.nextId()), Furnished.NOON, EventType.CREATED, place, Optional.empty(),
              Optional.empty(), Optional.empty()));
      return place;
    });

    assertThat(found().torn()).isPositive();
  }

  @Test
  void a_tenant_and_an_event_that_nobody_made_are_phantoms() {
    store.write(Furnished.newTenant("nobody's"));
    assertThat(found().phantoms()).isOne();

    store.write(Furnished.newEvent());
    assertThat(found().phantoms()).isEqualTo(2);
  }

  @Test
  void an_empty_store_has_lost_all_of_them() {
    CutFindings found = audit.of(InMemoryMailStore.open(), Stand.of(List.of(customer)));

    assertThat(found.lost()).isEqualTo(ACTS);
  }

  private CutFindings found() {
    return audit.of(store, Stand.of(List.of(customer)));
  }
}
