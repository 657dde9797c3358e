package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.MailboxRow;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a store promises of mailboxes from which nothing is sent for a while. */
public interface PauseContract extends StoreUnderTest {

  @Test
  default void a_mailbox_is_not_paused_until_somebody_pauses_it() {
    Scope.OfMailbox acme = room().mailbox("acme");

    assertThat(pause(acme)).isEmpty();
  }

  @Test
  default void a_pause_comes_back_as_it_was_set_and_the_last_one_counts() {
    Scope.OfMailbox acme = room().mailbox("acme");
    for (SendingPause.Cause cause : SendingPause.Cause.values()) {
      SendingPause pause = new SendingPause(cause, room().clock().tick());
      set(acme, Optional.of(pause));

      assertThat(pause(acme)).contains(pause);
    }
    set(acme, Optional.empty());
    assertThat(pause(acme)).isEmpty();
    set(acme, Optional.empty());
    assertThat(pause(acme)).as("taken away twice").isEmpty();
  }

  @Test
  default void a_pause_is_that_of_one_mailbox_and_changes_nothing_else_of_it() {
    Scope.OfMailbox acme = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(acme.inWorkspace(), "neighbour");
    Optional<MailboxRow> before = room().find(t -> Rungs.at(t, acme).row());
    set(acme, Optional.of(new SendingPause(SendingPause.Cause.MANUAL, room().clock().instant())));

    assertThat(pause(neighbour)).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, acme).row())).isEqualTo(before);
    assertThat(room().<Standing>see(t -> t.standing(acme))).isEqualTo(Standing.ACTIVE);
  }

  @Test
  default void a_pause_stays_whatever_else_changes_of_the_mailbox() {
    Scope.OfMailbox acme = room().mailbox("acme");
    SendingPause pause = new SendingPause(SendingPause.Cause.BOUNCE_RATE, room().clock().instant());
    set(acme, Optional.of(pause));
    room().change(t -> Rungs.at(t, acme).update("Renamed", OptionalLong.of(1)));
    room().stands(acme, Standing.SUSPENDED);
    room().stands(acme, Standing.ACTIVE);
    room().post().to(acme);

    assertThat(pause(acme)).contains(pause);
  }

  @Test
  default void a_mailbox_is_not_paused_through_another_place() {
    Scope.OfMailbox acme = room().mailbox("acme");
    Scope.OfMailbox straddling = room().workspace("thief").mailbox(acme.mailbox());
    SendingPause pause = new SendingPause(SendingPause.Cause.MANUAL, room().clock().instant());
    Attempt.at(() -> set(straddling, Optional.of(pause)));
    assertThat(pause(acme)).isEmpty();
    assertThat(pause(straddling)).isEmpty();

    set(acme, Optional.of(pause));
    Attempt.at(() -> set(straddling, Optional.empty()));
    assertThat(pause(straddling)).isEmpty();
    assertThat(pause(acme)).contains(pause);
  }

  private Optional<SendingPause> pause(Scope.OfMailbox mailbox) {
    return room().find(t -> Rungs.at(t, mailbox).pause());
  }

  private void set(Scope.OfMailbox mailbox, Optional<SendingPause> pause) {
    room().change(t -> Rungs.at(t, mailbox).setPause(pause));
  }
}
