package dev.postroom.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.Scope;
import dev.postroom.core.id.IdSource;
import dev.postroom.event.EventType;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is woken by what. */
class EventSignalTest {
  private static final Scope.OfTenant TENANT = new Scope.OfTenant(new TenantId(new UUID(1, 1)));
  private static final Scope.OfWorkspace ACME = TENANT.workspace(new WorkspaceId(new UUID(1, 2)));
  private static final Scope.OfWorkspace GLOBEX = TENANT.workspace(new WorkspaceId(new UUID(1, 3)));
  private static final Scope.OfMailbox SUPPORT = ACME.mailbox(new MailboxId(new UUID(1, 4)));
  private static final Scope.OfMailbox SALES = ACME.mailbox(new MailboxId(new UUID(1, 5)));

  private final EventSignal signal = new EventSignal();
  private final SettableClock clock = SettableClock.standing();
  private final Changes changes =
      new Changes(InMemoryMailStore.open(), new IdSource(clock, new SecureRandom()), clock, signal);

  /** How often it has rung for: all, the tenant, its two workspaces, and two mailboxes of the first. */
  private List<Long> rings() {
    return Stream.concat(Stream.of(signal.everywhere()),
        Stream.of(TENANT, ACME, GLOBEX, SUPPORT, SALES).map(signal::at)).map(Bell::count).toList();
  }

  @Test
  void it_rings_at_the_place_and_above_and_nowhere_beside_or_below() {
    signal.raise(SUPPORT);
    assertThat(rings()).containsExactly(1L, 1L, 1L, 0L, 1L, 0L);
    signal.raise(GLOBEX);
    assertThat(rings()).containsExactly(2L, 2L, 1L, 1L, 1L, 0L);
    signal.raise(TENANT);
    assertThat(rings()).containsExactly(3L, 3L, 1L, 1L, 1L, 0L);
  }

  @Test
  void a_change_rings_once_where_it_tells_of_something_and_not_where_it_fails() {
    changes.make(transaction -> {
      transaction.events().append(changes.event(EventType.CHANGED, SUPPORT));
      transaction.events().append(changes.event(EventType.CHANGED, SUPPORT, "again"));
      return "told";
    });
    changes.make(transaction -> "nothing to tell");
    assertThat(rings()).containsExactly(1L, 1L, 1L, 0L, 1L, 0L);

    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> changes.make(transaction -> {
      transaction.events().append(changes.event(EventType.CHANGED, GLOBEX));
      throw new IllegalStateException("thought better of it");
    }));
    assertThat(rings()).containsExactly(1L, 1L, 1L, 0L, 1L, 0L);
  }
}
