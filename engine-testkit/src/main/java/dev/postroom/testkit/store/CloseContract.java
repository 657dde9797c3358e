package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.testkit.Crowd;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a store promises of its end. */
public interface CloseContract extends StoreUnderTest {

  @Test
  default void a_closed_store_refuses_everything() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow row = room().post().to(inbox);
    MessageId fresh = room().ids().message();
    MailStore closed = store();
    closed.close();

    assertClosed(() -> closed.read(t -> List.of()));
    assertClosed(() -> closed.write(t -> List.of()));
    assertClosed(() -> closed.contents(inbox).append(fresh, sink -> sink.write(1)));
    assertClosed(() -> closed.contents(inbox).open(row.content(), row.id()).close());
    assertClosed(() -> closed.vault().put(List.of()));
    assertClosed(() -> closed.vault().secrets(KeyOwner.engine()));
    assertClosed(() -> closed.vault().destroy(KeyOwner.engine()));
    assertThat(closed.health()).isNotEqualTo(new StoreHealth.Working());
  }

  @Test
  default void what_was_taken_from_a_store_before_it_closed_is_closed_too() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow row = room().post().to(inbox);
    var contents = store().contents(inbox);
    var vault = store().vault();
    store().close();

    assertClosed(() -> contents.open(row.content(), row.id()).close());
    assertClosed(() -> contents.append(row.id(), sink -> sink.write(1)));
    assertClosed(() -> vault.secrets(KeyOwner.engine()));
  }

  @Test
  default void closing_twice_does_nothing() {
    MailStore closed = store();
    closed.close();
    closed.close();
    restart();
    closed.close();

    assertThat(store().health()).isEqualTo(new StoreHealth.Working());
    room().tenant("acme");
  }

  @Test
  default void a_transaction_that_was_begun_is_finished_before_the_store_closes() {
    TenantRow acme = room().rows().tenant("acme");
    CountDownLatch begun = new CountDownLatch(1);
    MailStore closing = store();
    Crowd.of(2, number -> {
      if (number == 0) {
        return closing.<List<TenantRow>>write(t -> {
          begun.countDown();
          t.insertTenant(acme);
          return List.of(acme);
        });
      }
      begun.await();
      closing.close();
      return List.<TenantRow>of();
    });
    restart();

    assertThat(room().find(t -> t.tenant(acme.id()).row())).contains(acme);
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(PostroomException.class,
        refusal -> assertThat(refusal.reason()).isEqualTo(FailureReason.CLOSED));
  }
}
