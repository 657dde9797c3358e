package dev.postroom.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.id.IdSource;
import dev.postroom.testkit.SettableClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenDomainKeysTest {
  private static final DomainName DOMAIN = DomainName.of("acme.example");

  private final IdSource ids = new IdSource(SettableClock.standing(), new SecureRandom());
  private final Scope.OfWorkspace workspace = new Scope.OfTenant(ids.tenant()).workspace(ids.workspace());
  private final Undecided undecided = new Undecided();
  private final OpenDomainKeys open = new OpenDomainKeys(undecided);
  private final AtomicInteger loads = new AtomicInteger();

  private int loadsAfterAsking() {
    open.get(workspace, DOMAIN, () -> {
      loads.incrementAndGet();
      return List.of();
    });
    return loads.get();
  }

  @Test
  void what_is_open_is_read_anew_when_it_was_forgotten() {
    assertThat(loadsAfterAsking()).isEqualTo(1);
    assertThat(loadsAfterAsking()).isEqualTo(1);
    open.forget(workspace);
    assertThat(loadsAfterAsking()).isEqualTo(2);
  }

  @Test
  void what_is_open_counts_for_nothing_while_a_change_is_undecided() {
    loadsAfterAsking();
    undecided.begin();
    assertThat(loadsAfterAsking()).isEqualTo(2);
    assertThat(loadsAfterAsking()).isEqualTo(3);
    open.forget(workspace);
    undecided.end();
    assertThat(loadsAfterAsking()).isEqualTo(4);
    assertThat(loadsAfterAsking()).isEqualTo(4);
  }
}
