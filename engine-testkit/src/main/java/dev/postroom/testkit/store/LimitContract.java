package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store promises of limits and of what it counts, for places and for keys. */
public interface LimitContract extends StoreUnderTest {
  /** A day before which and after which there are others. */
  LocalDate TODAY = LocalDate.of(2026, 11, 2);

  @Test
  default void nothing_is_limited_and_nothing_counted_at_first() {
    for (Holder holder : holders()) {
      assertThat(limits(holder)).isEqualTo(Limits.none());
      for (UsageKind kind : UsageKind.values()) {
        assertThat(counted(holder, kind, TODAY.minusYears(10), TODAY.plusYears(10))).isZero();
      }
    }
  }

  @Test
  default void limits_come_back_as_they_were_set() {
    Limits all = Limits.none()
        .sends(1, Window.SECOND)
        .sends(2, Window.HOUR)
        .sends(3, Window.DAY)
        .sends(Long.MAX_VALUE, Window.MONTH)
        .recipients(0, Window.DAY)
        .receives(5_000_000_000L, Window.MONTH)
        .storedOctets(1L << 40)
        .mailboxes(0)
        .domains(7);
    for (Holder holder : holders()) {
      set(holder, all);
      assertThat(limits(holder).all()).containsExactlyInAnyOrderElementsOf(all.all());
    }
  }

  @Test
  default void limits_are_set_anew_and_what_is_not_said_again_is_not_limited_any_more() {
    for (Holder holder : holders()) {
      set(holder, Limits.none().sends(1, Window.DAY).mailboxes(2));
      count(holder, UsageKind.SENDS, TODAY, 5);
      set(holder, Limits.none().sends(3, Window.DAY).domains(4));
      assertThat(limits(holder).all()).containsExactlyInAnyOrder(new Limit(Limit.Kind.SENDS, Window.DAY, 3),
          new Limit(Limit.Kind.DOMAINS, Window.TOTAL, 4));
      set(holder, Limits.none());
      assertThat(limits(holder)).isEqualTo(Limits.none());
      assertThat(counted(holder, UsageKind.SENDS, TODAY, TODAY)).as("what was counted stays").isEqualTo(5);
    }
  }

  @Test
  default void what_is_counted_on_a_day_adds_up() {
    for (Holder holder : holders()) {
      count(holder, UsageKind.RECIPIENTS, TODAY, 1);
      count(holder, UsageKind.RECIPIENTS, TODAY, 4_000_000_000L);
      room().change(t -> {
        holder.in(t).count(UsageKind.RECIPIENTS, TODAY, 10);
        holder.in(t).count(UsageKind.RECIPIENTS, TODAY, 0);
        assertThat(holder.in(t).counted(UsageKind.RECIPIENTS, TODAY, TODAY)).isEqualTo(4_000_000_011L);
        holder.in(t).count(UsageKind.RECIPIENTS, TODAY, 20);
      });

      assertThat(counted(holder, UsageKind.RECIPIENTS, TODAY, TODAY)).isEqualTo(4_000_000_031L);
    }
  }

  @Test
  default void days_are_counted_from_the_first_to_the_last_with_both() {
    Holder holder = holders().getFirst();
    LocalDate leapDay = LocalDate.of(2028, 2, 29);
    List<LocalDate> days = List.of(LocalDate.of(2027, 12, 31), LocalDate.of(2028, 1, 1), LocalDate.of(2028, 2, 28),
        leapDay, LocalDate.of(2028, 3, 1), LocalDate.of(2030, 1, 1));
    long amount = 1;
    for (LocalDate day : days) {
      count(holder, UsageKind.SENDS, day, amount);
      amount *= 10;
    }

    assertThat(counted(holder, UsageKind.SENDS, leapDay, leapDay)).isEqualTo(1_000);
    assertThat(counted(holder, UsageKind.SENDS, days.get(0), days.get(1))).isEqualTo(11);
    assertThat(counted(holder, UsageKind.SENDS, LocalDate.of(2028, 1, 1), LocalDate.of(2028, 1, 31))).isEqualTo(10);
    assertThat(counted(holder, UsageKind.SENDS, LocalDate.of(2028, 2, 1), leapDay)).isEqualTo(1_100);
    assertThat(counted(holder, UsageKind.SENDS, days.get(0), days.get(5))).isEqualTo(111_111);
    assertThat(counted(holder, UsageKind.SENDS, LocalDate.of(2028, 3, 2), LocalDate.of(2029, 12, 31))).isZero();
    assertThat(counted(holder, UsageKind.SENDS, leapDay, leapDay.minusDays(1))).as("no day at all").isZero();
  }

  @Test
  default void what_is_taken_back_counts_also_on_another_day_than_it_was_counted() {
    for (Holder holder : holders()) {
      count(holder, UsageKind.SENDS, TODAY, 3);
      count(holder, UsageKind.SENDS, TODAY, -1);
      assertThat(counted(holder, UsageKind.SENDS, TODAY, TODAY)).isEqualTo(2);
      count(holder, UsageKind.SENDS, TODAY.plusDays(1), -2);
      assertThat(counted(holder, UsageKind.SENDS, TODAY, TODAY.plusDays(1))).isZero();
      count(holder, UsageKind.SENDS, TODAY.plusDays(1), 5);
      assertThat(counted(holder, UsageKind.SENDS, TODAY, TODAY.plusDays(1))).isEqualTo(5);
    }
  }

  @Test
  default void each_kind_is_counted_for_itself() {
    Holder holder = holders().getFirst();
    List<UsageKind> kinds = List.of(UsageKind.values());
    for (int i = 0; i < kinds.size(); i++) {
      count(holder, kinds.get(i), TODAY, i + 1);
    }
    for (int i = 0; i < kinds.size(); i++) {
      assertThat(counted(holder, kinds.get(i), TODAY, TODAY)).isEqualTo(i + 1);
    }
  }

  @Test
  default void each_place_and_each_key_has_limits_and_counts_of_its_own() {
    List<Holder> holders = holders();
    for (int mine = 0; mine < holders.size(); mine++) {
      set(holders.get(mine), Limits.none().sends(mine, Window.DAY));
      count(holders.get(mine), UsageKind.SENDS, TODAY, 100 + mine);
    }
    for (int mine = 0; mine < holders.size(); mine++) {
      assertThat(limits(holders.get(mine))).isEqualTo(Limits.none().sends(mine, Window.DAY));
      assertThat(counted(holders.get(mine), UsageKind.SENDS, TODAY, TODAY)).isEqualTo(100 + mine);
    }
  }

  @Test
  default void a_key_is_the_same_through_every_place_that_covers_it() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyId key = room().key(mailbox).id();
    List<Scope> covering = List.of(mailbox.inWorkspace().inTenant(), mailbox.inWorkspace(), mailbox);
    for (Scope place : covering) {
      count(ofKey(place, key), UsageKind.SENDS, TODAY, 1);
    }
    set(ofKey(covering.getFirst(), key), Limits.none().sends(9, Window.HOUR));

    for (Scope place : covering) {
      assertThat(limits(ofKey(place, key))).isEqualTo(Limits.none().sends(9, Window.HOUR));
      assertThat(counted(ofKey(place, key), UsageKind.SENDS, TODAY, TODAY)).isEqualTo(3);
    }
    assertThat(room().find(t -> t.findKey(key)).orElseThrow().revokedAt()).isEmpty();
  }

  @Test
  default void a_key_of_another_place_is_neither_limited_nor_counted() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    KeyId ofTenant = room().key(mailbox.inWorkspace().inTenant()).id();
    Holder own = ofKey(mailbox.inWorkspace().inTenant(), ofTenant);
    set(own, Limits.none().sends(9, Window.DAY));
    count(own, UsageKind.SENDS, TODAY, 9);
    for (Scope other : List.of(mailbox, mailbox.inWorkspace(), room().tenant("stranger"))) {
      Holder foreign = ofKey(other, ofTenant);
      assertThat(limits(foreign)).isEqualTo(Limits.none());
      assertThat(counted(foreign, UsageKind.SENDS, TODAY, TODAY)).isZero();
      Attempt.at(() -> set(foreign, Limits.none()));
      Attempt.at(() -> count(foreign, UsageKind.SENDS, TODAY, 1));
      assertThat(limits(foreign)).isEqualTo(Limits.none());
      assertThat(counted(foreign, UsageKind.SENDS, TODAY, TODAY)).isZero();
    }

    assertThat(limits(own)).isEqualTo(Limits.none().sends(9, Window.DAY));
    assertThat(counted(own, UsageKind.SENDS, TODAY, TODAY)).isEqualTo(9);
  }

  @Test
  default void what_is_not_there_is_neither_limited_nor_counted() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace stranger = room().workspace("stranger");
    KeyId key = room().ids().key();
    for (Holder nobody : List.of(ofPlace(new Scope.OfTenant(room().ids().tenant())),
        ofPlace(stranger.inTenant().workspace(mailbox.workspace())), ofPlace(stranger.mailbox(mailbox.mailbox())),
        ofKey(mailbox, key))) {
      Attempt.at(() -> set(nobody, Limits.none().sends(1, Window.DAY)));
      Attempt.at(() -> count(nobody, UsageKind.SENDS, TODAY, 1));

      assertThat(limits(nobody)).isEqualTo(Limits.none());
      assertThat(counted(nobody, UsageKind.SENDS, TODAY, TODAY)).isZero();
    }
    for (Scope place : List.of(mailbox, mailbox.inWorkspace(), stranger)) {
      assertThat(limits(ofPlace(place))).isEqualTo(Limits.none());
      assertThat(counted(ofPlace(place), UsageKind.SENDS, TODAY, TODAY)).isZero();
    }
  }

  /** Something that can be limited and counted. */
  interface Holder {
    /**
     * Its table.
     *
     * @param transaction
     *          the top rung
     * @return what is limited and counted of it
     */
    LimitTable in(StoreTransaction transaction);
  }

  private List<Holder> holders() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    return List.of(ofPlace(workspace.inTenant()), ofPlace(workspace), ofPlace(mailbox),
        ofPlace(room().mailbox(workspace, "neighbour")), ofKey(mailbox, room().key(mailbox).id()),
        ofKey(mailbox, room().key(mailbox).id()), ofKey(workspace, room().key(workspace).id()),
        ofKey(workspace.inTenant(), room().key(workspace.inTenant()).id()));
  }

  private static Holder ofPlace(Scope place) {
    return t -> Rungs.limits(t, place);
  }

  private static Holder ofKey(Scope place, KeyId key) {
    return t -> Rungs.keys(t, place).limits(key);
  }

  private Limits limits(Holder holder) {
    return room().see(t -> holder.in(t).limits());
  }

  private void set(Holder holder, Limits limits) {
    room().change(t -> holder.in(t).setLimits(limits));
  }

  private long counted(Holder holder, UsageKind kind, LocalDate first, LocalDate last) {
    return room().see(t -> holder.in(t).counted(kind, first, last));
  }

  private void count(Holder holder, UsageKind kind, LocalDate day, long amount) {
    room().change(t -> holder.in(t).count(kind, day, amount));
  }
}
