package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.FaultyStore.Fault;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.message.MessageQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the store or the master key fails, mail is deferred, nothing is stored, and all goes on when they are back. */
class InboundFaultsTest {
  private static final String NO_STORE = Outcomes.deferred(DeferReason.STORE_UNAVAILABLE);
  private static final String NO_SEAL = Outcomes.deferred(DeferReason.SEAL_UNAVAILABLE);

  private FaultyStore store;
  private FlakyMasterKey masterKey;
  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    masterKey = new FlakyMasterKey(Room.masterKey(folder));
    room = new Room(store, masterKey, options -> options.spoolFolder(folder));
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private String receive(String recipient) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipient)).get(0);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = {"READ", "WRITE"})
  void a_store_that_fails_defers_and_stores_nothing(Fault fault) {
    store.fail(fault);
    assertThat(receive("support@acme.example")).isEqualTo(NO_STORE);
    store.mend();
    assertThat(support.session().list(MessageQuery.all())).isEmpty();
    assertThat(receive("support@acme.example")).isEqualTo(STORED);
  }

  @ParameterizedTest
  @EnumSource(value = FlakyMasterKey.Mood.class, names = "WORKING", mode = EnumSource.Mode.EXCLUDE)
  void a_master_key_that_fails_defers_those_who_need_it_until_it_is_back(FlakyMasterKey.Mood mood) {
    MailboxAdmin other =
        Room.mailbox(room.engine.tenants().create("other").defaultWorkspace(), "info@globex.example");
    assertThat(receive("info@globex.example")).isEqualTo(STORED);
    acme.suspend();
    room.engine.tenants().findByExternalId("product").orElseThrow().suspend();
    room.engine.tenants().findByExternalId("product").orElseThrow().resume();
    acme.resume();

    masterKey.set(mood);
    assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), "support@acme.example", "info@globex.example")))
        .containsExactly(NO_SEAL, STORED);
    assertThat(room.engine.health().problems())
        .containsExactly("sealing: the master key failed when it was last asked");
    masterKey.set(FlakyMasterKey.Mood.WORKING);
    assertThat(receive("support@acme.example")).isEqualTo(STORED);
    assertThat(room.engine.health().isWorking()).isTrue();
    assertThat(support.session().list(MessageQuery.all())).hasSize(1);
    assertThat(other.session().list(MessageQuery.all())).hasSize(2);
  }

  @Test
  void an_engine_that_was_closed_meanwhile_answers_that_the_message_may_come_again() throws Exception {
    BlockingSource source = new BlockingSource(new ByteArrayInputStream(Room.octets(Room.letter("a", "b"))), 20);
    CompletableFuture<List<String>> answer =
        CompletableFuture.supplyAsync(() -> Outcomes.of(receiveFrom(source)));
    source.awaitBlocked();
    room.close();
    source.release();

    assertThat(answer.get(10, TimeUnit.SECONDS)).containsExactly(Outcomes.deferred(DeferReason.CLOSING));
    assertThat(receive("support@acme.example")).isEqualTo(Outcomes.deferred(DeferReason.CLOSING));
  }

  private List<Disposition> receiveFrom(BlockingSource source) {
    try {
      return room.receive(source, "support@acme.example");
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  @Test
  void a_mailbox_that_is_erased_while_its_message_comes_in_takes_nothing() throws Exception {
    BlockingSource source = new BlockingSource(new ByteArrayInputStream(Room.octets(Room.letter("a", "b"))), 20);
    CompletableFuture<List<String>> answer =
        CompletableFuture.supplyAsync(() -> Outcomes.of(receiveFrom(source)));
    source.awaitBlocked();
    support.erase();
    source.release();

    assertThat(answer.get(10, TimeUnit.SECONDS)).first().asString().startsWith("deferred");
    await().untilAsserted(() -> assertThat(store.<List<?>>read(transaction -> transaction.unpurged(1))).isEmpty());
  }
}
