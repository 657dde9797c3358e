package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.error.LimitExceededException;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Limits of what is there. */
class StoredOctetsTest {
  private final PolicyHouse house = new PolicyHouse();
  private final StoredOctets octets = house.policies.storedOctets();

  private void store(long size) {
    house.changes.make(transaction -> {
      octets.add(house.places(), size);
      return size;
    });
  }

  @Test
  void without_a_limit_there_is_room() {
    store(Long.MAX_VALUE / 8);
    assertThat(octets.reached(house.places())).isEmpty();
  }

  @Test
  void what_is_stored_is_added_without_counting_anew() {
    house.policies.limits().set(house.tenant, Limits.none().storedOctets(100));
    assertThat(octets.reached(house.places())).isEmpty();
    store(99);
    assertThat(octets.reached(house.places())).isEmpty();
    store(1);
    assertThat(octets.reached(house.places())).hasValueSatisfying(rule -> {
      assertThat(rule.place()).isEqualTo(house.tenant);
      assertThat(rule.limit().kind()).isEqualTo(Kind.STORED_OCTETS);
    });
    house.clock.advance(Duration.ofSeconds(5));
    assertThat(octets.reached(house.places())).as("counted anew: none of it was ever in the store").isEmpty();
  }

  @Test
  void a_sum_counts_before_it_says_that_there_is_no_room_though_not_all_the_time() {
    OctetSum sum = new OctetSum();
    AtomicLong there = new AtomicLong(40);
    AtomicLong counts = new AtomicLong();
    Instant now = Instant.EPOCH;
    assertThat(sum.isAtLeast(50, now, () -> counted(there, counts))).isFalse();
    sum.add(20);
    there.addAndGet(20);
    assertThat(sum.isAtLeast(50, now.plusMillis(1), () -> counted(there, counts))).isTrue();
    there.set(10);
    assertThat(sum.isAtLeast(50, now.plusMillis(4_999), () -> counted(there, counts))).isTrue();
    assertThat(counts).hasValue(1);
    assertThat(sum.isAtLeast(50, now.plusSeconds(5), () -> counted(there, counts))).isFalse();
    assertThat(sum.isAtLeast(50, now.plusSeconds(99), () -> counted(there, counts))).isFalse();
    assertThat(counts).hasValue(2);
  }

  @Test
  void what_is_added_while_it_is_counted_is_never_missed() {
    OctetSum sum = new OctetSum();
    assertThat(sum.isAtLeast(50, Instant.EPOCH, () -> {
      sum.add(50);
      return 0;
    })).isTrue();
  }

  private static long counted(AtomicLong there, AtomicLong counts) {
    counts.incrementAndGet();
    return there.get();
  }

  @Test
  void there_are_no_more_mailboxes_than_workspace_and_tenant_allow() {
    Totals tenant = house.store.read(transaction -> transaction.tenant(house.tenant.tenant()).totals());
    Totals workspace = house.store.read(transaction -> transaction.tenant(house.tenant.tenant())
        .workspace(house.workspace.workspace())
        .totals());
    assertThat(tenant.mailboxes()).isGreaterThan(workspace.mailboxes());
    requireRoom();
    house.policies.limits().set(house.tenant, Limits.none().mailboxes(tenant.mailboxes()));
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(this::requireRoom)
        .withMessage("mailboxes: one more (expected: at most " + tenant.mailboxes() + ")");
    house.policies.limits().set(house.tenant, Limits.none().mailboxes(tenant.mailboxes() + 1));
    requireRoom();
    house.policies.limits().set(house.workspace, Limits.none().mailboxes(workspace.mailboxes()));
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(this::requireRoom);
  }

  private void requireRoom() {
    house.changes.make(transaction -> {
      TotalLimits.requireRoom(transaction, house.workspace, Kind.MAILBOXES);
      return house.workspace;
    });
  }
}
