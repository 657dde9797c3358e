package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The wall: what is reached through one place finds and changes nothing of another, whatever ids it is given. */
public interface IsolationContract extends StoreUnderTest {

  @Test
  default void a_workspace_is_not_found_through_another_tenant() {
    Furnished victim = Furnished.in(room());
    Scope.OfTenant thief = room().mailbox("thief").inWorkspace().inTenant();
    Scope.OfWorkspace straddling = thief.workspace(victim.workspace().workspace());

    assertThat(room().find(t -> Rungs.at(t, thief).findWorkspace(new ExternalId("victim")))).isEmpty();
    assertNothingIsFoundAt(straddling, victim);
    assertNothingIsFoundAt(straddling.mailbox(victim.mailbox().mailbox()), victim);
  }

  @Test
  default void a_workspace_is_not_changed_through_another_tenant() {
    Furnished victim = Furnished.in(room());
    Scope.OfTenant thief = room().mailbox("thief").inWorkspace().inTenant();

    assertNothingIsChangedAt(thief.workspace(victim.workspace().workspace()), victim);
  }

  @Test
  default void what_a_workspace_owns_is_neither_found_nor_changed_through_another() {
    Furnished victim = Furnished.in(room());
    Scope.OfWorkspace sibling = room().workspace(victim.workspace().inTenant(), "sibling");
    Scope.OfWorkspace stranger = room().workspace("stranger");

    for (Scope.OfWorkspace thief : List.of(sibling, stranger)) {
      assertThat(room().find(t -> Rungs.at(t, thief).row())).isPresent();
      assertNothingIsFoundIn(thief, victim);
      Attempt.at(() -> room().change(t -> Rungs.at(t, thief).confirmDomain(victim.claim(), now())));
      Attempt.at(() -> room().change(
          t -> Rungs.at(t, thief).setCatchAll(victim.domain(), Optional.of(victim.mailbox().mailbox()))));
      assertUntouched(victim, () -> room().change(t -> Rungs.at(t, thief).releaseDomain(victim.domain())));
    }
  }

  @Test
  default void a_mailbox_is_not_found_through_another_workspace_or_tenant() {
    Furnished victim = Furnished.in(room());
    Scope.OfWorkspace sibling = room().workspace(victim.workspace().inTenant(), "sibling");
    Scope.OfWorkspace stranger = room().workspace("stranger");

    assertNothingIsFoundAt(sibling.mailbox(victim.mailbox().mailbox()), victim);
    assertNothingIsFoundAt(stranger.mailbox(victim.mailbox().mailbox()), victim);
  }

  @Test
  default void a_mailbox_is_not_changed_through_another_workspace_or_tenant() {
    Furnished victim = Furnished.in(room());
    Scope.OfWorkspace sibling = room().workspace(victim.workspace().inTenant(), "sibling");
    Scope.OfWorkspace stranger = room().workspace("stranger");

    assertNothingIsChangedAt(sibling.mailbox(victim.mailbox().mailbox()), victim);
    assertNothingIsChangedAt(stranger.mailbox(victim.mailbox().mailbox()), victim);
    assertNothingIsChangedAt(
        stranger.inTenant().workspace(victim.workspace().workspace()).mailbox(victim.mailbox().mailbox()), victim);
  }

  @Test
  default void what_a_mailbox_holds_is_neither_found_nor_changed_through_its_neighbour() {
    Furnished victim = Furnished.in(room());
    Scope.OfMailbox neighbour = room().mailbox(victim.workspace(), "neighbour");

    assertThat(room().find(t -> Rungs.at(t, neighbour).row())).isPresent();
    assertHoldsNothing(neighbour, victim);
    assertUntouched(victim, () -> room().change(t -> {
      MailboxStore there = Rungs.at(t, neighbour);
      assertThat(there.delete(victim.message().id(), now())).isFalse();
      assertThat(there.setFlags(victim.message().id(), Set.of(Flag.ARCHIVED))).isFalse();
      assertThat(there.removeAddress(victim.address())).isFalse();
      assertThat(there.keys().revoke(victim.key().id(), now())).isFalse();
      assertThat(there.keys().revokeAll(now())).isEmpty();
    }));
    assertNothingIsSentFrom(neighbour, victim);
  }

  private void assertNothingIsFoundAt(Scope.OfWorkspace place, Furnished victim) {
    assertThat(room().find(t -> Rungs.at(t, place).row())).isEmpty();
    assertNothingIsFoundIn(place, victim);
  }

  private void assertNothingIsFoundIn(Scope.OfWorkspace place, Furnished victim) {
    room().change(t -> {
      WorkspaceStore there = Rungs.at(t, place);
      assertThat(there.findMailbox(new ExternalId("victim"))).isEmpty();
      assertThat(there.listMailboxes(Optional.empty(), 10)).isEmpty();
      assertThat(there.findDomain(victim.domain())).isEmpty();
      assertThat(there.findDomain(DomainName.of("victim.example"))).isEmpty();
      assertThat(there.listDomains(Optional.empty(), 10)).isEmpty();
      assertThat(there.keys().list(Optional.empty(), 10)).isEmpty();
      assertThat(there.keys().find(victim.key().id())).isEmpty();
      for (SealedRow.Kind kind : SealedRow.Kind.values()) {
        assertThat(there.sealed().list(kind, victim.workspace().workspace().value())).isEmpty();
        assertThat(there.sealed().list(kind, victim.domain().value())).isEmpty();
      }
      assertThat(there.totals().domains()).isZero();
      assertThat(there.totals().storedOctets()).isZero();
    });
    assertNoPolicyIsFoundAt(place, victim);
  }

  private void assertNoPolicyIsFoundAt(Scope place, Furnished victim) {
    room().change(t -> {
      for (PolicyRow entry : victim.dispatch().entries()) {
        assertThat(Rungs.policy(t, place).find(entry.id())).isEmpty();
        assertThat(Rungs.policy(t, place).find(entry.kind(), List.of(entry.token()))).isEmpty();
        assertThat(Rungs.policy(t, place).list(entry.kind(), Optional.empty(), 10)).isEmpty();
      }
      for (LimitTable table : List.of(Rungs.limits(t, place), Rungs.keys(t, place).limits(victim.key().id()),
          Rungs.keys(t, place).limits(victim.dispatch().key().id()))) {
        assertThat(table.limits()).isEqualTo(Limits.none());
        assertThat(table.counted(UsageKind.SENDS, Dispatch.DAY, Dispatch.DAY)).isZero();
      }
    });
  }

  private void assertNothingIsFoundAt(Scope.OfMailbox place, Furnished victim) {
    assertThat(room().find(t -> Rungs.at(t, place).row())).isEmpty();
    assertHoldsNothing(place, victim);
  }

  private void assertHoldsNothing(Scope.OfMailbox place, Furnished victim) {
    assertThat(room().find(t -> Rungs.at(t, place).find(victim.message().id()))).isEmpty();
    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, place).tokens(victim.message().id()))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).list(Selection.all()).rows())).isEmpty();
    assertThat(
        room().list(t -> Rungs.at(t, place).list(Selection.in(Selection.all(), victim.message().thread())).rows()))
        .isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).list(Selection.from(Selection.all(), victim.token())).rows()))
        .isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).findByToken(List.of(victim.token()), 10))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).addresses())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).keys().list(Optional.empty(), 10))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, place).keys().find(victim.key().id()))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, place).findSend(List.of(victim.dispatch().send().key())))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, place).pause())).isEmpty();
    assertNoDeliveryIsFoundAt(place, victim);
    assertNoPolicyIsFoundAt(place, victim);
  }

  private void assertNoDeliveryIsFoundAt(Scope.OfMailbox place, Furnished victim) {
    DeliveryRow waiting = victim.dispatch().waiting();
    Instant later = now().plusSeconds(1_000_000);
    room().change(t -> {
      DeliveryTable there = Rungs.at(t, place).deliveries();
      assertThat(there.find(waiting.id())).isEmpty();
      assertThat(there.ofMessage(waiting.message())).isEmpty();
      assertThat(there.list(Set.of(), Optional.empty(), 10)).isEmpty();
      assertThat(there.due(later, List.of(), 10)).isEmpty();
      assertThat(there.nextDue()).isEmpty();
      assertThat(there.statistics(later)).isEqualTo(new QueueStatistics(0, 0, 0, Optional.empty()));
    });
  }

  private void assertNothingIsChangedAt(Scope.OfWorkspace place, Furnished victim) {
    assertUntouched(victim, () -> {
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).rename("stolen")));
      Attempt.at(() -> room().stands(place, Standing.SUSPENDED));
      Attempt.at(() -> room().stands(place, Standing.ERASED));
      Attempt.at(() -> room().mailbox(place, "planted"));
      Attempt.at(() -> room().claim(place, "planted.example"));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).confirmDomain(victim.claim(), now())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).setCatchAll(victim.domain(), Optional.empty())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).releaseDomain(victim.domain())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revoke(victim.key().id(), now())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revokeAll(now())));
      Attempt.at(() -> room().key(place));
      Attempt.at(() -> room().change(
          t -> Rungs.at(t, place).sealed().deleteAll(victim.domain().value())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place)
          .sealed()
          .put(new SealedRow(SealedRow.Kind.DKIM_KEY, victim.domain().value(), 0, Rows.sealed(1)))));
    });
    assertNoPolicyIsChangedAt(place, victim);
  }

  private void assertNoPolicyIsChangedAt(Scope place, Furnished victim) {
    assertUntouched(victim, () -> {
      for (PolicyRow entry : victim.dispatch().entries()) {
        Attempt.at(() -> room().change(t -> Rungs.policy(t, place).delete(entry.id())));
        Attempt.at(() -> room().change(t -> Rungs.policy(t, place).insert(entry)));
      }
      Attempt.at(() -> room().entry(place, PolicyRow.Kind.SUPPRESSION, "planted"));
      for (KeyId key : List.of(victim.key().id(), victim.dispatch().key().id())) {
        Attempt.at(() -> room().change(t -> Rungs.keys(t, place).limits(key).setLimits(Limits.none())));
        Attempt.at(
            () -> room().change(t -> Rungs.keys(t, place).limits(key).count(UsageKind.SENDS, Dispatch.DAY, 1)));
      }
      Attempt.at(() -> room().change(t -> Rungs.limits(t, place).setLimits(Limits.none().sends(1, Window.DAY))));
      Attempt.at(() -> room().change(t -> Rungs.limits(t, place).count(UsageKind.SENDS, Dispatch.DAY, 1)));
    });
  }

  /** Tries it with the ids of the victim's deliveries and messages; what is said of the thief's own place is the thief's. */
  private void assertNothingIsSentFrom(Scope.OfMailbox place, Furnished victim) {
    DeliveryRow waiting = victim.dispatch().waiting();
    DeliveryRow leased = victim.dispatch().leased();
    assertUntouched(victim, () -> {
      for (DeliveryRow row : List.of(waiting, leased)) {
        Attempt.at(() -> room().change(t -> Rungs.at(t, place)
            .deliveries()
            .advance(row.id(), row.progress().lease(),
                Steps.settled(row.progress(), DeliveryState.CANCELLED, now()))));
        Attempt.at(() -> room().put(place, row));
        Attempt.at(() -> room().delivery(place, row.message()));
      }
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).insertSend(victim.dispatch().send())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).insertSend(Rows.send("planted", waiting.message()))));
    });
  }

  private void assertNothingIsChangedAt(Scope.OfMailbox place, Furnished victim) {
    MessageRow planted = room().post().row(victim.mailbox());
    assertUntouched(victim, () -> {
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).update("stolen", OptionalLong.of(1))));
      Attempt.at(() -> room().stands(place, Standing.SUSPENDED));
      Attempt.at(() -> room().stands(place, Standing.ERASED));
      Attempt.at(() -> room().alias(place, "planted@victim.example", victim.domain()));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).removeAddress(victim.address())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).insert(planted, Set.of())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).setFlags(victim.message().id(), Set.of())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).delete(victim.message().id(), now())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).forget(now().plusSeconds(1), 10)));
      Attempt.at(() -> room().change(t -> t.purge(place, 10)));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revoke(victim.key().id(), now())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revokeAll(now())));
      Attempt.at(() -> room().key(place));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).setPause(Optional.empty())));
    });
    assertNoPolicyIsChangedAt(place, victim);
    assertNothingIsSentFrom(place, victim);
  }

  private void assertUntouched(Furnished victim, Runnable attack) {
    Inventory before = room().inventory();
    attack.run();
    assertThat(room().inventory()).isEqualTo(before);
    assertThat(room().<Standing>see(t -> t.standing(victim.mailbox()))).isEqualTo(Standing.ACTIVE);
    assertThat(room().list(t -> t.unpurged(10))).isEmpty();
  }

  private Instant now() {
    return room().clock().instant();
  }

  /** A mailbox with one of everything. */
  record Furnished(Scope.OfMailbox mailbox, DomainId domain, DomainId claim, EmailAddress address, KeyRecord key,
      MessageRow message, Token token, Dispatch dispatch) {

    static Furnished in(MailRoom room) {
      Scope.OfMailbox mailbox = room.mailbox("victim");
      DomainId domain = room.domain(mailbox.inWorkspace(), "victim.example");
      DomainId claim = room.claim(mailbox.inWorkspace(), "claimed.example");
      room.alias(mailbox, "victim@victim.example", domain);
      room.change(t -> Rungs.at(t, mailbox.inWorkspace()).setCatchAll(domain, Optional.of(mailbox.mailbox())));
      Token token = Rows.token(Token.Kind.FROM, "ann");
      return new Furnished(mailbox, domain, claim, EmailAddress.parse("victim@victim.example"), room.key(mailbox),
          room.post().flag(Flag.UNREAD).token(token).to(mailbox), token, Dispatch.from(mailbox, domain, room));
    }

    Scope.OfWorkspace workspace() {
      return mailbox.inWorkspace();
    }
  }
}
