package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.PostroomException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of one transaction after another. */
public interface TransactionContract extends StoreUnderTest {

  @Test
  default void a_new_store_works() {
    assertThat(store().health()).isEqualTo(new StoreHealth.Working());
  }

  @Test
  default void a_transaction_answers_what_its_work_answers() {
    assertThat(store().<List<String>>write(t -> List.of("written"))).containsExactly("written");
    assertThat(store().<List<String>>read(t -> List.of("read"))).containsExactly("read");
  }

  @Test
  default void a_transaction_sees_its_own_changes() {
    TenantRow acme = room().rows().tenant("acme");
    room().change(t -> {
      t.insertTenant(acme);
      t.tenant(acme.id()).rename("Acme Corp");
      assertThat(t.tenant(acme.id()).row()).map(TenantRow::name).contains("Acme Corp");
      assertThat(t.findTenant(acme.externalId())).isPresent();
    });
  }

  @Test
  default void a_whole_house_can_be_built_in_one_transaction() {
    Rows rows = room().rows();
    TenantRow tenant = rows.tenant("acme");
    WorkspaceRow workspace = rows.workspace("acme");
    MailboxRow mailbox = rows.mailbox("support");
    DomainRow domain = rows.claim("acme.example");
    Scope.OfMailbox place = new Scope.OfTenant(tenant.id()).workspace(workspace.id()).mailbox(mailbox.id());
    room().change(t -> {
      t.insertTenant(tenant);
      Rungs.at(t, place.inWorkspace().inTenant()).insertWorkspace(workspace);
      Rungs.at(t, place.inWorkspace()).insertMailbox(mailbox);
      Rungs.at(t, place.inWorkspace()).insertDomain(domain);
      Rungs.at(t, place.inWorkspace()).confirmDomain(domain.id(), room().clock().instant());
      Rungs.at(t, place).putAddress(rows.primary("support@acme.example", domain.id()));
      Rungs.keys(t, place).insert(rows.key(place));
    });

    assertThat(room().<Standing>see(t -> t.standing(place))).isEqualTo(Standing.ACTIVE);
    assertThat(room().find(t -> t.routing().mailbox(domain.id(), "support"))).contains(place);
  }

  @Test
  default void when_the_work_throws_nothing_was_changed_and_the_caller_gets_what_it_threw() {
    Everything before = Everything.in(room());

    assertThatThrownBy(() -> room().change(t -> {
      before.changeAll(t, room());
      throw new NotFoundException();
    })).isInstanceOf(NotFoundException.class);
    assertThat(room().inventory()).isEqualTo(before.inventory());

    assertThatThrownBy(() -> room().change(t -> {
      before.changeAll(t, room());
      throw new ThoughtBetter();
    })).isInstanceOf(ThoughtBetter.class);
    assertThat(room().inventory()).isEqualTo(before.inventory());
  }

  @Test
  default void when_the_work_does_not_throw_everything_is_changed() {
    Everything before = Everything.in(room());
    room().change(t -> before.dispatch().changeAll(t, room()));
    Inventory between = room().inventory();
    assertThat(between).isNotEqualTo(before.inventory());
    assertThat(between.rows()).doesNotContainAnyElementsOf(before.dispatch().entries());

    Instant at = room().clock().instant();
    room().change(t -> Rungs.at(t, before.mailbox()).delete(before.dispatch().send().message(), at));
    Inventory deleted = room().inventory();
    assertThat(deleted).isNotEqualTo(between);
    room().change(t -> Rungs.at(t, before.mailbox()).forget(at.plusSeconds(1), 1));
    assertThat(room().inventory()).isNotEqualTo(deleted);
    assertThat(room().find(t -> Rungs.at(t, before.mailbox()).findSend(List.of(Inventory.SEND_KEY)))).isEmpty();
  }

  @Test
  default void what_is_refused_leaves_nothing_of_the_send_that_it_was_a_part_of() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    SendRow first = Rows.send("once", room().post().to(outbox).id());
    room().change(t -> Rungs.at(t, outbox).insertSend(first));
    MessageRow row = room().post().row(outbox);
    DeliveryRow delivery = room().rows().delivery(row.id());
    Inventory before = room().inventory();
    Attempt.at(() -> room().change(t -> {
      Rungs.at(t, outbox).insert(row, Set.of());
      Rungs.at(t, outbox).deliveries().insert(delivery);
      Rungs.at(t, outbox).limits().count(UsageKind.SENDS, Dispatch.DAY, 1);
      Rungs.at(t, outbox).insertSend(new SendRow(first.key(), row.id(), first.receipt()));
    }));

    assertThat(room().inventory()).isEqualTo(before);
    assertThat(room().find(t -> t.outbox().mailboxOf(delivery.id()))).isEmpty();
  }

  @Test
  default void an_error_rolls_back_too() {
    Everything before = Everything.in(room());

    assertThatThrownBy(() -> room().change(t -> {
      before.changeAll(t, room());
      throw new StackOverflowError("of the work's own making");
    })).isInstanceOf(Throwable.class);

    assertThat(room().inventory()).isEqualTo(before.inventory());
  }

  @Test
  default void a_conflict_rolls_back_what_came_before_it() {
    room().tenant("acme");
    Inventory before = room().inventory();

    assertThatThrownBy(() -> room().change(t -> {
      t.insertTenant(room().rows().tenant("beta"));
      t.insertTenant(room().rows().tenant("acme"));
    })).isInstanceOfSatisfying(PostroomException.class,
        conflict -> assertThat(conflict.reason()).isEqualTo(FailureReason.EXTERNAL_ID_CONFLICT));

    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void a_store_goes_on_after_work_that_threw() {
    for (int i = 0; i < 100; i++) {
      Attempt.at(() -> store().write(t -> {
        throw new ThoughtBetter();
      }));
      Attempt.at(() -> store().read(t -> {
        throw new ThoughtBetter();
      }));
    }
    room().tenant("acme");

    assertThat(room().list(t -> t.listTenants(Optional.empty(), 10))).hasSize(1);
  }

  /** What a work throws that changes its mind. */
  final class ThoughtBetter extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ThoughtBetter() {
      super("thought better of it");
    }
  }

  /** A place with one of everything, and a work that changes all of it. */
  record Everything(Scope.OfMailbox mailbox, DomainId domain, KeyRecord key, MessageRow message, Dispatch dispatch,
      Inventory inventory) {

    static Everything in(MailRoom room) {
      Scope.OfMailbox mailbox = room.mailbox("acme");
      DomainId domain = room.domain(mailbox.inWorkspace(), "acme.example");
      room.alias(mailbox, "support@acme.example", domain);
      KeyRecord key = room.key(mailbox);
      MessageRow message = room.post().flag(Flag.UNREAD).to(mailbox);
      Dispatch dispatch = Dispatch.from(mailbox, domain, room);
      return new Everything(mailbox, domain, key, message, dispatch, room.see(Inventory::of));
    }

    void changeAll(StoreTransaction t, MailRoom room) {
      Instant now = room.clock().instant();
      t.insertTenant(room.rows().tenant("another"));
      t.events().append(room.rows().event(EventType.CHANGED, mailbox));
      dispatch.changeAll(t, room);
      Rungs.at(t, mailbox).delete(dispatch.send().message(), now);
      Rungs.at(t, mailbox).setFlags(message.id(), Set.of());
      Rungs.at(t, mailbox).delete(message.id(), now);
      Rungs.at(t, mailbox).forget(now.plusSeconds(1), 10);
      Rungs.at(t, mailbox).update("changed", OptionalLong.of(1));
      Rungs.at(t, mailbox).putAddress(room.rows().primary("more@acme.example", domain));
      Rungs.keys(t, mailbox).revoke(key.id(), now);
      Rungs.keys(t, mailbox).insert(room.rows().key(mailbox));
      Rungs.at(t, mailbox.inWorkspace()).releaseDomain(domain);
      Rungs.at(t, mailbox.inWorkspace()).rename("changed");
      Rungs.at(t, mailbox.inWorkspace().inTenant()).setStanding(Standing.ERASED);
    }
  }
}
