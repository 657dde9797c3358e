package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.MasterKeyFile;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.Disposition;
import dev.postroom.journeys.Estate.Lodger;
import dev.postroom.journeys.RawVault.Slot;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.testkit.Effort;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secrets of every rung are given up for new ones, over and over, while mail comes in, is read and is sent. What was answered with
 * stored or queued is all there at the end, whatever it was sealed under, and under a new master key alone.
 */
class RotatedUnderLoadTest {
  private static final int ROUNDS = Effort.of(6, 250);

  @TempDir
  Path folder;

  private final ScriptedTransport transport = ScriptedTransport.direct();
  private final Map<MessageId, String> stored = new ConcurrentHashMap<>();
  private final Map<MessageId, Lodger> where = new ConcurrentHashMap<>();
  private final Queue<String> queued = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();

  @Test
  void nothing_is_lost_while_every_rung_is_rotated_and_old_mail_still_opens() throws Exception {
    MasterKeyFile first = MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
    MasterKeyFile next = MasterKeyFile.createIfAbsent(folder.resolve("next.key"));
    try (Estate estate = Estate.open(folder, first, builder -> builder, transport)) {
      underLoad(estate, () -> {
        for (int round = 0; round < ROUNDS; round++) {
          estate.lodgers().forEach(lodger -> lodger.admin().rotateEncryption());
          estate.workspaces().forEach(workspace -> workspace.rotateEncryption());
          estate.tenants().forEach(tenant -> tenant.rotateEncryption());
        }
      });
    }
    try (Estate estate = Estate.open(folder, next, builder -> builder.formerMasterKey(first), transport)) {
      underLoad(estate, () -> assertThat(estate.engine().rewrapUnderMasterKey()).isEqualTo(3));
    }
    try (Estate estate = Estate.open(folder, next, builder -> builder, transport)) {
      assertThat(lost(estate)).isEmpty();
      await().atMost(Duration.ofMinutes(1)).until(() -> transport.handedOver().size() >= queued.size());
      assertThat(transport.handedOver()).hasSameSizeAs(queued);
      assertThat(transport.handedOver().stream().map(one -> subjectOf(one.content())).collect(Collectors.toSet()))
          .isEqualTo(Set.copyOf(queued));
      for (Lodger lodger : estate.lodgers()) {
        assertThat(slots(estate, lodger)).hasSize(ROUNDS + 1);
      }
      System.Logger log = System.getLogger("dev.postroom.journeys");
      log.log(System.Logger.Level.INFO, "{0} rotations, {1} stored, {2} sent", ROUNDS * 9, stored.size(),
          queued.size());
      assertThatTheHarnessNoticesALoss(estate);
    }
  }

  /** The control: one former secret of a mailbox is wiped, and what was sealed under it is missed. */
  private void assertThatTheHarnessNoticesALoss(Estate estate) throws Exception {
    RawVault vault = new RawVault(estate.store());
    Slot slot = slots(estate, estate.lodgers().get(0)).get(0);
    vault.write(slot, new byte[512]);
    estate.forgetKeys();
    assertThat(lost(estate)).isNotEmpty();
    assertThatThrownBy(() -> assertThat(lost(estate)).isEmpty()).isInstanceOf(AssertionError.class);
  }

  private static List<Slot> slots(Estate estate, Lodger lodger) throws Exception {
    KeyOwner owner = KeyOwner.of(lodger.admin().scope());
    return new RawVault(estate.store()).slots().stream().filter(slot -> slot.owner().equals(owner)).toList();
  }

  /** Everybody receives, reads and sends until the work is done, and for a little before and after it. */
  private void underLoad(Estate estate, Runnable work) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    List<Lodger> lodgers = estate.lodgers();
    CountDownLatch busy = new CountDownLatch(3 * lodgers.size());
    for (Lodger lodger : lodgers) {
      threads.add(loop(done, busy, () -> receive(estate, lodger)));
      threads.add(loop(done, busy, () -> send(lodger)));
      threads.add(loop(done, busy, () -> readAny(lodgers)));
    }
    try {
      assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
      work.run();
      int soFar = stored.size();
      await().until(() -> stored.size() > soFar + lodgers.size() || !failures.isEmpty());
    } finally {
      done.set(true);
      threads.forEach(CompletableFuture::join);
    }
    assertThat(failures).isEmpty();
  }

  private CompletableFuture<Void> loop(AtomicBoolean done, CountDownLatch busy, Runnable work) {
    return CompletableFuture.runAsync(() -> {
      do {
        try {
          work.run();
        } catch (RuntimeException | Error failure) {
          failures.add(failure);
        }
        busy.countDown();
      } while (!done.get() && failures.isEmpty());
    }, task -> Thread.ofPlatform().daemon().start(task));
  }

  private void receive(Estate estate, Lodger lodger) {
    String text = "letter " + number.incrementAndGet();
    for (Disposition disposition : estate.receive(lodger, text, text)) {
      if (disposition instanceof Disposition.Stored kept) {
        where.put(kept.message(), lodger);
        stored.put(kept.message(), text);
      } else {
        failures.add(new IllegalStateException("not stored: " + disposition.getClass().getSimpleName()));
      }
    }
  }

  private void send(Lodger lodger) {
    String subject = "sent " + number.incrementAndGet();
    OutgoingMessage message = OutgoingMessage.to("reader@elsewhere.example").subject(subject).text(subject);
    MessageId id = lodger.session().send(message).sent().orElseThrow().message();
    queued.add(subject);
    where.put(id, lodger);
    stored.put(id, subject);
  }

  private void readAny(List<Lodger> lodgers) {
    List<MessageId> known = List.copyOf(stored.keySet());
    if (known.isEmpty()) {
      return;
    }
    MessageId message = known.get(new Random().nextInt(known.size()));
    Lodger lodger =
        lodgers.stream().filter(each -> each.address().equals(place(message).address())).findFirst().orElseThrow();
    String text = text(lodger, message);
    if (!text.equals(stored.get(message))) {
      failures.add(new IllegalStateException("another text"));
    }
  }

  private Lodger place(MessageId message) {
    return Objects.requireNonNull(where.get(message));
  }

  private static String text(Lodger lodger, MessageId message) {
    return lodger.session().read(message).text().orElseThrow().content().strip();
  }

  /** What does not open, or opens as something else. */
  private List<MessageId> lost(Estate estate) {
    return stored.entrySet().stream().filter(entry -> {
      Lodger lodger = estate.lodgers()
          .stream()
          .filter(each -> each.address().equals(place(entry.getKey()).address()))
          .findFirst()
          .orElseThrow();
      return !Seen.of(() -> text(lodger, entry.getKey())).equals(entry.getValue());
    }).map(Map.Entry::getKey).toList();
  }

  private static String subjectOf(String content) {
    return content.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow().substring(9);
  }
}
