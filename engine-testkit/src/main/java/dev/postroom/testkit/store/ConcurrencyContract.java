package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.testkit.Crowd;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises when many use it at once. */
public interface ConcurrencyContract extends StoreUnderTest {

  @Test
  default void no_change_is_lost_when_many_change_the_same_row() {
    Scope.OfTenant acme = room().tenant("acme");
    room().change(t -> Rungs.at(t, acme).rename("0"));
    Crowd.of(8, number -> IntStream.range(0, 25).mapToObj(i -> store().<String>write(t -> {
      int count = Integer.parseInt(Rungs.at(t, acme).row().orElseThrow().name());
      Rungs.at(t, acme).rename(Integer.toString(count + 1));
      return Integer.toString(count + 1);
    })).toList());

    assertThat(room().find(t -> Rungs.at(t, acme).row())).map(TenantRow::name).contains("200");
  }

  @Test
  default void counters_are_exact_when_many_deliver_and_delete_at_once() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Crowd.of(6, number -> {
      for (int i = 0; i < 15; i++) {
        var stored = room().post().size(10).to(inbox);
        if (i % 3 == 0) {
          room().change(t -> Rungs.at(t, inbox).delete(stored.id(), room().clock().instant()));
        }
      }
      return number;
    });

    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).hasSize(60);
    assertThat(room().find(t -> Rungs.at(t, inbox).row())).hasValueSatisfying(row -> {
      assertThat(row.messages()).isEqualTo(60);
      assertThat(row.usedOctets()).isEqualTo(600);
    });
  }

  @Test
  default void counts_are_exact_when_many_count_the_same_thing_for_the_first_time() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    for (int round = 0; round < 5; round++) {
      LocalDate day = LocalDate.of(2026, 11, 1 + round);
      Crowd.of(6, number -> IntStream.range(0, 5).mapToObj(i -> store().<Integer>write(t -> {
        Rungs.at(t, outbox).limits().count(UsageKind.SENDS, day, 1);
        Rungs.at(t, outbox.inWorkspace()).limits().count(UsageKind.SENDS, day, 2);
        return i;
      })).toList());
      assertThat(room().<Long>see(t -> Rungs.at(t, outbox).limits().counted(UsageKind.SENDS, day, day))).isEqualTo(30);
    }

    assertThat(room().<Long>see(t -> Rungs.at(t, outbox.inWorkspace())
        .limits()
        .counted(UsageKind.SENDS, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 5)))).isEqualTo(300);
  }

  @Test
  default void each_due_delivery_is_leased_by_one_of_many() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    IntStream.range(0, 40).forEach(i -> room().delivery(outbox, message));
    Instant now = room().clock().instant();
    List<List<DeliveryId>> leased = Crowd.of(5, number -> {
      List<DeliveryId> mine = new ArrayList<>();
      List<DeliveryRow> seen = room().list(t -> Rungs.at(t, outbox).deliveries().due(now, List.of(), 40));
      for (DeliveryRow row : seen) {
        DeliveryRow.Progress progress = Steps.leased(row.progress(), new UUID(0, number), now.plusSeconds(60));
        if (store().<Boolean>write(
            t -> Rungs.at(t, outbox).deliveries().advance(row.id(), Optional.empty(), progress))) {
          mine.add(row.id());
        }
      }
      return mine;
    });

    assertThat(leased.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  default void one_of_many_uses_a_key_for_a_send() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Crowd.of(6, number -> {
      MessageRow row = room().post().row(outbox);
      SendRow send = Rows.send("once", row.id());
      Attempt.at(() -> room().change(t -> {
        if (Rungs.at(t, outbox).findSend(List.of(send.key())).isEmpty()) {
          Rungs.at(t, outbox).insert(row, Set.of());
          Rungs.at(t, outbox).insertSend(send);
        }
      }));
      return number;
    });

    List<MessageRow> stored = room().list(t -> Rungs.at(t, outbox).list(Selection.all()).rows());
    assertThat(stored).hasSize(1);
    assertThat(room().find(t -> Rungs.at(t, outbox).findSend(List.of(Rows.token(Token.Kind.SEND, "once")))))
        .map(SendRow::message)
        .contains(stored.getFirst().id());
  }

  @Test
  default void one_of_many_gets_an_external_id() {
    for (int round = 0; round < 5; round++) {
      String externalId = "acme " + round;
      assertOneWins(FailureReason.EXTERNAL_ID_CONFLICT, number -> room().tenant(externalId));
    }
    assertThat(room().list(t -> t.listTenants(Optional.empty(), 100))).hasSize(5);
  }

  @Test
  default void one_of_many_gets_an_address() {
    Scope.OfWorkspace workspace = room().workspace("acme");
    DomainId domain = room().domain(workspace, "acme.example");
    List<Scope.OfMailbox> mailboxes =
        IntStream.range(0, 6).mapToObj(i -> room().mailbox(workspace, "box " + i)).toList();

    assertOneWins(FailureReason.ADDRESS_TAKEN,
        number -> room().alias(mailboxes.get(number), "info@acme.example", domain));

    assertThat(mailboxes).filteredOn(box -> !room().see(t -> Rungs.at(t, box).addresses()).isEmpty()).hasSize(1);
  }

  @Test
  default void one_of_many_gets_a_domain() {
    List<Scope.OfWorkspace> workspaces = IntStream.range(0, 6).mapToObj(i -> room().workspace("acme " + i)).toList();
    List<DomainId> claims = workspaces.stream().map(workspace -> room().claim(workspace, "acme.example")).toList();

    assertOneWins(FailureReason.DOMAIN_TAKEN, number -> room()
        .change(t -> Rungs.at(t, workspaces.get(number)).confirmDomain(claims.get(number), room().clock().instant())));

    assertThat(room().find(t -> t.routing().domain(DomainName.of("acme.example")))).isPresent();
  }

  @Test
  default void each_key_is_revoked_by_one_call_only() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<KeyId> keys = IntStream.range(0, 20).mapToObj(i -> room().key(inbox).id()).toList();
    Instant at = room().clock().tick();
    List<List<KeyId>> revoked =
        Crowd.of(4, number -> store().<List<KeyId>>write(t -> Rungs.keys(t, inbox).revokeAll(at)));

    assertThat(revoked.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void a_reader_sees_one_moment_while_others_write() {
    Scope.OfTenant left = room().tenant("left");
    Scope.OfTenant right = room().tenant("right");
    room().change(t -> List.of(left, right).forEach(side -> Rungs.at(t, side).rename("start")));
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Set<String>> seen = Crowd.of(3, number -> {
      if (number == 0) {
        for (int i = 0; i < 100; i++) {
          String name = "name " + i;
          room().change(t -> List.of(left, right).forEach(side -> Rungs.at(t, side).rename(name)));
        }
        writing.set(false);
      }
      while (writing.get()) {
        boolean torn =
            room().see(t -> !name(t.tenant(left.tenant()).row()).equals(name(t.tenant(right.tenant()).row())));
        if (torn) {
          return Set.of("torn");
        }
      }
      return Set.of();
    });

    assertThat(seen).allSatisfy(torn -> assertThat(torn).isEmpty());
  }

  @Test
  default void what_was_answered_is_seen_by_whoever_asks_next_from_any_thread() {
    Scope.OfTenant acme = room().tenant("acme");
    for (int i = 0; i < 20; i++) {
      String name = "name " + i;
      room().change(t -> Rungs.at(t, acme).rename(name));
      assertThat(Crowd.of(3, number -> room().see(t -> name(Rungs.at(t, acme).row())))).containsOnly(name);
    }
  }

  @Test
  default void an_interrupt_of_the_caller_never_harms_the_store() {
    Scope.OfTenant acme = room().tenant("acme");
    room().change(t -> Rungs.at(t, acme).rename("0"));
    List<Integer> done = Crowd.of(4, number -> {
      int answered = 0;
      for (int i = 0; i < 25; i++) {
        Thread.currentThread().interrupt();
        answered += incrementOrRefuse(acme);
      }
      Thread.interrupted();
      return answered;
    });

    assertThat(store().health()).isEqualTo(new StoreHealth.Working());
    int counted = Integer.parseInt(room().see(t -> name(Rungs.at(t, acme).row())));
    assertThat(counted).isBetween(done.stream().mapToInt(Integer::intValue).sum(), 100);
    room().change(t -> Rungs.at(t, acme).rename("still here"));
    assertThat(room().<String>see(t -> name(Rungs.at(t, acme).row()))).isEqualTo("still here");
  }

  private int incrementOrRefuse(Scope.OfTenant tenant) {
    try {
      return store().<Integer>write(t -> {
        int count = Integer.parseInt(name(Rungs.at(t, tenant).row()));
        Rungs.at(t, tenant).rename(Integer.toString(count + 1));
        return 1;
      });
    } catch (StoreException refused) {
      assertThat(refused.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
      return 0;
    }
  }

  private static String name(Optional<TenantRow> row) {
    return row.orElseThrow().name();
  }

  private static void assertOneWins(FailureReason reason, Try attempt) {
    List<Optional<FailureReason>> answers = Crowd.of(6, number -> {
      try {
        attempt.by(number);
        return Optional.<FailureReason>empty();
      } catch (ConflictException lost) {
        return Optional.of(lost.reason());
      }
    });
    assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(answers).filteredOn(Optional::isPresent).containsOnly(Optional.of(reason));
  }

  /** What several try and one can do. */
  @FunctionalInterface
  interface Try {
    /**
     * Tries it.
     *
     * @param number
     *          who tries
     */
    void by(int number);
  }
}
