package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
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
      assertThat(there.delete(victim.message().id())).isFalse();
      assertThat(there.setFlags(victim.message().id(), Set.of(Flag.ARCHIVED))).isFalse();
      assertThat(there.removeAddress(victim.address())).isFalse();
      assertThat(there.keys().revoke(victim.key().id(), now())).isFalse();
      assertThat(there.keys().revokeAll(now())).isEmpty();
    }));
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
    });
  }

  private void assertNothingIsFoundAt(Scope.OfMailbox place, Furnished victim) {
    assertThat(room().find(t -> Rungs.at(t, place).row())).isEmpty();
    assertHoldsNothing(place, victim);
  }

  private void assertHoldsNothing(Scope.OfMailbox place, Furnished victim) {
    assertThat(room().find(t -> Rungs.at(t, place).find(victim.message().id()))).isEmpty();
    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, place).tokens(victim.message().id()))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).list(Selection.all()))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).list(Selection.in(Selection.all(), victim.message().thread()))))
        .isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).list(Selection.from(Selection.all(), victim.token())))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).findByToken(List.of(victim.token()), 10))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).addresses())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, place).keys().list(Optional.empty(), 10))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, place).keys().find(victim.key().id()))).isEmpty();
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
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).delete(victim.message().id())));
      Attempt.at(() -> room().change(t -> t.purge(place, 10)));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revoke(victim.key().id(), now())));
      Attempt.at(() -> room().change(t -> Rungs.at(t, place).keys().revokeAll(now())));
      Attempt.at(() -> room().key(place));
    });
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
      MessageRow message, Token token) {

    static Furnished in(MailRoom room) {
      Scope.OfMailbox mailbox = room.mailbox("victim");
      DomainId domain = room.domain(mailbox.inWorkspace(), "victim.example");
      DomainId claim = room.claim(mailbox.inWorkspace(), "claimed.example");
      room.alias(mailbox, "victim@victim.example", domain);
      room.change(t -> Rungs.at(t, mailbox.inWorkspace()).setCatchAll(domain, Optional.of(mailbox.mailbox())));
      Token token = Rows.token(Token.Kind.FROM, "ann");
      return new Furnished(mailbox, domain, claim, EmailAddress.parse("victim@victim.example"), room.key(mailbox),
          room.post().flag(Flag.UNREAD).token(token).to(mailbox), token);
    }

    Scope.OfWorkspace workspace() {
      return mailbox.inWorkspace();
    }
  }
}
