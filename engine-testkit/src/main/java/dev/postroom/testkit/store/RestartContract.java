package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WrappedSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of a restart: what was answered is there. */
public interface RestartContract extends StoreUnderTest {

  @Test
  default void an_empty_store_is_empty_after_a_restart() {
    Inventory before = room().inventory();
    restart();

    assertThat(store().health()).isEqualTo(new StoreHealth.Working());
    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void every_row_is_there_after_a_restart_and_after_the_next() {
    furnish();
    Inventory before = room().inventory();
    restart();
    assertThat(room().inventory()).isEqualTo(before);
    restart();
    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void contents_can_be_read_after_a_restart() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    byte[] octets = "sealed, and kept over the night".getBytes(StandardCharsets.UTF_8);
    MessageRow row = room().post().content(octets).to(inbox);
    restart();
    MessageRow later = room().post().content(octets).to(inbox);

    for (MessageRow message : List.of(row, later)) {
      try (InputStream in = store().contents(inbox).open(message.content(), message.id())) {
        assertThat(in.readAllBytes()).isEqualTo(octets);
      }
    }
  }

  @Test
  default void secrets_are_there_after_a_restart_and_destroyed_ones_are_not() {
    KeyOwner kept = new KeyOwner(KeyOwner.Rung.TENANT, room().ids().next());
    KeyOwner gone = new KeyOwner(KeyOwner.Rung.TENANT, room().ids().next());
    List<WrappedSecret> secrets = List.of(new WrappedSecret(kept, 1, "a", SealedBytes.copyOf(new byte[]{1})),
        new WrappedSecret(kept, 2, "b", SealedBytes.copyOf(new byte[]{2})));
    store().vault().put(secrets);
    store().vault().put(List.of(new WrappedSecret(gone, 1, "a", SealedBytes.copyOf(new byte[]{3}))));
    store().vault().destroy(gone);
    restart();

    assertThat(store().vault().secrets(kept)).isEqualTo(secrets);
    assertThat(store().vault().secrets(gone)).isEmpty();
  }

  @Test
  default void what_was_rolled_back_does_not_come_back() {
    Inventory before = room().inventory();
    Attempt.at(() -> room().change(t -> {
      t.insertTenant(room().rows().tenant("acme"));
      throw new IllegalStateException("thought better of it");
    }));
    restart();

    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void what_was_erased_stays_erased_and_is_still_to_be_purged() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().to(inbox);
    room().stands(inbox.inWorkspace(), Standing.ERASED);
    restart();

    assertThat(room().<Standing>see(t -> t.standing(inbox))).isEqualTo(Standing.ERASED);
    assertThat(room().list(t -> t.unpurged(10))).startsWith(inbox);
    assertThat(room().find(t -> t.tenant(inbox.tenant()).findWorkspace(new ExternalId("acme")))).isEmpty();
  }

  @Test
  default void what_is_due_and_what_is_leased_is_found_after_a_restart() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DomainId domain = room().domain(outbox.inWorkspace(), "acme.example");
    Dispatch dispatch = Dispatch.from(outbox, domain, room());
    Instant now = room().clock().instant();
    restart();

    assertThat(room().list(t -> t.outbox().mailboxes(Optional.empty(), 10))).containsExactly(outbox);
    assertThat(room().find(t -> t.outbox().mailboxOf(dispatch.leased().id()))).contains(outbox);
    assertThat(room().find(t -> Rungs.at(t, outbox).deliveries().nextDue())).contains(now);
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().due(now.plusSeconds(60), List.of(), 10)))
        .containsExactly(dispatch.waiting(), dispatch.leased());
    assertThat(room().find(t -> Rungs.at(t, outbox).findSend(List.of(Inventory.SEND_KEY)))).contains(dispatch.send());
    assertThat(store().<Boolean>write(t -> Rungs.at(t, outbox)
        .deliveries()
        .advance(dispatch.leased().id(), dispatch.leased().progress().lease(),
            Steps.again(dispatch.leased().progress(), now, "4.4.1"))))
        .as("the lease is still held")
        .isTrue();
  }

  @Test
  default void erased_workspaces_and_tenants_are_still_to_be_purged_after_a_restart() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Dispatch.from(outbox, room().domain(outbox.inWorkspace(), "acme.example"), room());
    room().stands(outbox.inWorkspace().inTenant(), Standing.ERASED);
    restart();

    assertThat(room().list(t -> t.unpurged(10))).containsExactly(outbox, outbox.inWorkspace(),
        outbox.inWorkspace().inTenant());
  }

  @Test
  default void the_log_goes_on_after_a_restart_where_it_ended() {
    Scope.OfTenant acme = room().tenant("acme");
    room().change(t -> t.events().append(room().rows().event(EventType.CREATED, acme)));
    room().change(t -> t.events().saveCursor("webhooks", t.events().end()));
    long end = room().see(t -> t.events().end());
    restart();

    assertThat(room().<Long>see(t -> t.events().end())).isEqualTo(end);
    assertThat(room().find(t -> t.events().cursor("webhooks"))).isPresent();
    room().change(t -> t.events().append(room().rows().event(EventType.CHANGED, acme)));
    List<StoredEvent> news = room().see(t -> t.events().read(end, Optional.empty(), Set.of(), 10));
    assertThat(news).hasSize(1).allSatisfy(stored -> assertThat(stored.position()).isGreaterThan(end));
  }

  private void furnish() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    DomainId domain = room().domain(inbox.inWorkspace(), "acme.example");
    room().claim(inbox.inWorkspace(), "acme.test");
    room().alias(inbox, "Support@acme.example", domain);
    room().change(t -> Rungs.at(t, inbox).putAddress(room().rows().primary("\"Front Desk\"@acme.example", domain)));
    room().change(t -> Rungs.at(t, inbox.inWorkspace()).setCatchAll(domain, Optional.of(inbox.mailbox())));
    room().change(t -> Rungs.at(t, inbox).update("Support", OptionalLong.of(1_000_000)));
    room().key(inbox);
    room().key(inbox.inWorkspace().inTenant());
    room().post().flag(Flag.UNREAD).token(Rows.token(Token.Kind.FROM, "ann")).to(inbox);
    room().post().flag(Flag.ARCHIVED).to(inbox);
    room().change(t -> Rungs.keys(t, inbox).revokeAll(room().clock().tick()));
    room().change(t -> t.events().append(room().rows().event(EventType.CREATED, inbox)));
    Dispatch.from(inbox, domain, room());
    room().stands(room().mailbox("suspended"), Standing.SUSPENDED);
  }
}
