package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.MasterKeyFile;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.journeys.Estate.Lodger;
import dev.postroom.journeys.TroubledMasterKey.Mood;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.testkit.CanaryScan;
import dev.postroom.testkit.ScriptedTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When the service of the master key is silent, fails or answers nonsense, whoever needs it is told to come again, whoever does
 * not need it notices nothing, and nothing is stored that is not sealed. All goes on by itself when it is well again.
 */
class TroubledMasterKeyTest {
  private static final String WORD = "unsealedcanary";

  @TempDir
  Path folder;
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private TroubledMasterKey masterKey;
  private Estate estate;
  private Lodger ada;
  private Lodger dan;

  @BeforeEach
  void open() {
    masterKey = new TroubledMasterKey(MasterKeyFile.createIfAbsent(folder.resolve("master.key")));
    estate = Estate.open(folder, masterKey,
        builder -> builder.listen(SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress())), transport);
    ada = estate.lodgers().get(0);
    dan = estate.lodgers().get(3);
    assertThat(estate.receive(ada, "before", "before")).hasOnlyElementsOfType(Disposition.Stored.class);
    estate.forgetKeys();
    assertThat(estate.receive(dan, "before", "before")).hasOnlyElementsOfType(Disposition.Stored.class);
  }

  @AfterEach
  void close() {
    masterKey.set(Mood.WELL);
    estate.close();
  }

  @ParameterizedTest
  @EnumSource(value = Mood.class, names = {"WELL", "SILENT", "NOT_WRAPPING"}, mode = EnumSource.Mode.EXCLUDE)
  void a_master_key_that_fails_defers_mail_and_sends_until_it_is_well(Mood mood) throws Exception {
    masterKey.set(mood);
    Map<String, Long> before = sizes();
    assertThat(estate.receive(ada, WORD, WORD)).singleElement()
        .isInstanceOfSatisfying(Disposition.Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(DeferReason.SEAL_UNAVAILABLE));
    assertDeferredBySmtp();
    assertUnavailable(() -> ada.session().send(letter()));
    assertUnavailable(() -> ada.session().list(MessageQuery.all()));
    assertUnavailable(() -> estate.engine().tenants().create("three"));
    assertUnavailable(() -> ada.admin().rotateEncryption());
    assertThat(estate.engine().health().problems())
        .containsExactly("sealing: the master key failed when it was last asked");
    assertThat(sizes()).isEqualTo(before);
    assertNothingUnsealed();
    assertGoesOn(dan, "meanwhile");

    masterKey.set(Mood.WELL);
    assertThat(masterKey.asked()).isPositive();
    assertGoesOn(ada, "after");
    assertThat(ada.session().list(MessageQuery.all()).items()).extracting(summary -> summary.subject())
        .containsExactlyInAnyOrder("before", "after", WORD);
    assertThat(estate.engine().tenants().create("three").createWorkspace("new", "new").describe().name())
        .isEqualTo("new");
    assertThat(estate.engine().health().problems()).isEmpty();
    assertNothingUnsealed();
  }

  private OutgoingMessage letter() {
    return OutgoingMessage.to(WORD + "@elsewhere.example").subject(WORD).text(WORD);
  }

  private void assertDeferredBySmtp() throws IOException {
    try (SmtpTalk talk = SmtpTalk.with(estate.engine().listeningOn().get(0), "sender.example")) {
      talk.say("MAIL FROM:<" + WORD + "@remote.example>", "250");
      talk.say("RCPT TO:<" + ada.address() + ">", "451");
    }
  }

  private static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOfSatisfying(PostroomException.class,
        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.SEAL_UNAVAILABLE));
  }

  /** How many rows there are of each kind that is sealed, and what lies in the vault. */
  private Map<String, Long> sizes() throws Exception {
    try (RawTables tables = RawTables.of(estate.store())) {
      return Map.of("messages", (long) tables.rowsOf("message").size(), "deliveries",
          (long) tables.rowsOf("delivery").size(), "sends", (long) tables.rowsOf("send").size(), "secrets",
          (long) new RawVault(estate.store()).slots().size());
    }
  }

  private void assertNothingUnsealed() throws Exception {
    Path rows = folder.resolve("rows");
    try (RawTables tables = RawTables.of(estate.store())) {
      tables.writeTo(rows);
    }
    assertThat(CanaryScan.of(folder, List.of(WORD))).isEmpty();
    Files.delete(rows);
  }

  private void assertGoesOn(Lodger lodger, String subject) {
    long before = leftOf(lodger);
    assertThat(estate.receive(lodger, subject, subject)).hasOnlyElementsOfType(Disposition.Stored.class);
    lodger.session().send(letter());
    await().until(() -> leftOf(lodger) > before);
  }

  private long leftOf(Lodger lodger) {
    return transport.handedOver(WORD + "@elsewhere.example")
        .stream()
        .filter(one -> one.content().contains(lodger.address().toString()))
        .count();
  }

  @Test
  void a_master_key_that_is_silent_defers_mail_and_sends_within_a_while_and_delays_nobody_else() throws Exception {
    assertGoesOn(dan, "before");
    masterKey.set(Mood.SILENT);
    int asked = masterKey.asked();
    CompletableFuture<List<Disposition>> received =
        CompletableFuture.supplyAsync(() -> estate.receive(ada, WORD, WORD), task -> Thread.ofVirtual().start(task));
    CompletableFuture<?> sent = CompletableFuture.runAsync(
        () -> assertUnavailable(() -> ada.session().send(letter())), task -> Thread.ofVirtual().start(task));
    await().until(() -> masterKey.asked() > asked);
    assertGoesOn(dan, "meanwhile");
    assertThat(masterKey.isGivenUp()).isFalse();
    assertThat(received.join()).singleElement()
        .isInstanceOfSatisfying(Disposition.Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(DeferReason.SEAL_UNAVAILABLE));
    sent.join();
    await().until(masterKey::isGivenUp);
    assertNothingUnsealed();

    masterKey.set(Mood.WELL);
    assertGoesOn(ada, "after");
    assertNothingUnsealed();
  }

  @Test
  void a_master_key_that_gives_secrets_back_as_they_are_gets_no_tenant() throws Exception {
    masterKey.set(Mood.NOT_WRAPPING);
    Map<String, Long> before = sizes();
    assertUnavailable(() -> estate.engine().tenants().create("three"));
    assertThat(sizes()).isEqualTo(before);
    masterKey.set(Mood.WELL);
    assertThat(estate.engine().tenants().create("three").createWorkspace("new", "new").describe().name())
        .isEqualTo("new");
  }

  /** The control: a word that is put into a file of the store is found. */
  @Test
  void what_would_be_stored_unsealed_is_found() throws Exception {
    Files.writeString(estate.store().resolve("segments").resolve("planted"), WORD, StandardCharsets.US_ASCII);
    assertThatThrownBy(this::assertNothingUnsealed).isInstanceOf(AssertionError.class);
  }
}
