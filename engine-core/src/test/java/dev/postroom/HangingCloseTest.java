package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine closes whatever its hand-overs wait for, and what they did not come to the end of leaves after the next start. */
class HangingCloseTest {
  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final int AT_ONCE = 20;
  private static final int LETTERS = 25;

  @TempDir
  Path folder;

  private final InMemoryMailStore store = InMemoryMailStore.open();
  private final HangingTransport hanging = new HangingTransport();

  private Room room(InMemoryMailStore over, OutboundTransport transport) {
    return new Room(over, Room.masterKey(folder), builder -> builder.spoolFolder(folder).deliverBy(transport));
  }

  private static MailboxSession support(Room room) {
    return Room.mailbox(room.workspace("acme"), "support@acme.example").session();
  }

  private static int notSettled(InMemoryMailStore store, Scope.OfMailbox mailbox) {
    return store.read(transaction -> transaction.tenant(mailbox.tenant())
        .workspace(mailbox.workspace())
        .mailbox(mailbox.mailbox())
        .deliveries()
        .list(Set.of(DeliveryState.WAITING, DeliveryState.LEASED), Optional.empty(), 500)).size();
  }

  private static List<Delivery> all(MailboxSession session) {
    return session.deliveries().list(Set.of(), PageRequest.first()).items();
  }

  @Test
  void a_close_cuts_what_hangs_and_the_next_start_hands_over_all_that_was_left() {
    Room room = room(store, hanging);
    MailboxAdmin support = Room.mailbox(room.workspace("acme"), "support@acme.example");
    MailboxSession session = support.session();
    for (String domain : List.of("hears.example", "deaf.example")) {
      IntStream.range(0, LETTERS)
          .forEach(i -> session.send(OutgoingMessage.to("r" + i + '@' + domain).subject("Hello").text("Hello.")));
    }
    await().until(() -> hanging.underWay.get() == 2 * AT_ONCE);

    assertTimeoutPreemptively(BOUND, room::close);
    await("what hears no interrupt hangs on").until(() -> hanging.underWay.get() == AT_ONCE);
    assertThat(hanging.begun).as("nothing more was begun").hasValue(2 * AT_ONCE);

    ScriptedTransport transport = ScriptedTransport.direct();
    InMemoryMailStore left = store.reopen();
    assertThat(notSettled(left, support.scope())).isEqualTo(2 * LETTERS);
    try (Room again = room(left, transport)) {
      again.clock.advance(Duration.ofMinutes(1));
      await().until(() -> all(support(again)).stream().allMatch(one -> one.state() == DeliveryState.DELIVERED));
      hanging.end.countDown();
      await().until(() -> hanging.underWay.get() == 0);

      assertThat(all(support(again))).hasSize(2 * LETTERS)
          .allSatisfy(one -> assertThat(one.state()).isEqualTo(DeliveryState.DELIVERED));
      assertThat(transport.handedOver()).extracting(one -> one.recipient())
          .hasSize(2 * LETTERS)
          .doesNotHaveDuplicates();
    }
  }

  /** Hangs until its end; only what goes to one domain can be interrupted. */
  private static final class HangingTransport implements OutboundTransport {
    private static final HandoffResult CUT = new HandoffResult.Unreachable(HandoffResult.Unreachable.Reason.HERE);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public RunningOutbound start(DomainName heloName, DnsResolver dns) {
      return new RunningOutbound() {
        @Override
        public Egress standardEgress() {
          return Egress.direct();
        }

        @Override
        public int mostAtOnce() {
          return 200;
        }

        @Override
        public HandoffResult handOver(Handoff handoff) {
          begun.incrementAndGet();
          underWay.incrementAndGet();
          try {
            return hang(handoff.recipients().get(0));
          } finally {
            underWay.decrementAndGet();
          }
        }

        @Override
        public void close() {
          // What hangs is not ended by it.
        }
      };
    }

    private HandoffResult hang(EmailAddress recipient) {
      boolean hears = recipient.domain().filter(DomainName.of("hears.example")::equals).isPresent();
      while (true) {
        try {
          end.await();
          return ScriptedTransport.taken();
        } catch (InterruptedException cut) {
          if (hears) {
            Thread.currentThread().interrupt();
            return CUT;
          }
        }
      }
    }
  }
}
