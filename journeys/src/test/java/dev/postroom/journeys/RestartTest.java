package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.event.Event;
import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.PageCursor;
import dev.postroom.session.MailboxSession;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.testkit.CanaryScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private static final Set<EventType> ARRIVALS = Set.of(EventType.MESSAGE_RECEIVED);

  @TempDir
  Path folder;

  @Test
  void tenants_keys_mail_and_flags_are_found_again() throws Exception {
    String secret;
    String revoked;
    List<MessageSummary> before;
    try (House house = House.open(folder)) {
      secret = house.support().issueKey("lasting", Role.READ_WRITE).secret();
      IssuedKey gone = house.support().issueKey("gone", Role.READ_WRITE);
      revoked = gone.secret();
      house.support().revokeKey(gone.id());
      send(house, "first", "second", "third");
      MailboxSession inbox = house.inbox(secret);
      List<MessageSummary> newestFirst = House.list(inbox);
      inbox.markRead(newestFirst.get(0).id());
      inbox.archive(newestFirst.get(1).id());
      before = House.list(inbox);
    }

    try (House house = House.open(folder)) {
      assertThat(
          house.engine().tenants().findByExternalId("my-product").orElseThrow().findWorkspaceByExternalId("acme"))
          .isPresent();
      MailboxSession inbox = house.inbox(secret);
      assertThat(House.list(inbox)).isEqualTo(before)
          .extracting(MessageSummary::subject)
          .containsExactly("third", "second", "first");
      assertThat(inbox.list(MessageQuery.archived()).items()).containsExactly(before.get(1));
      assertThat(new String(inbox.openRaw(before.get(2).id()).readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(letter("first"));
      assertThatThrownBy(() -> house.inbox(revoked)).isInstanceOf(AuthenticationException.class);
      send(house, "fourth");
      assertThat(House.list(inbox)).extracting(MessageSummary::subject)
          .containsExactly("fourth", "third", "second", "first");
    }
  }

  @Test
  void the_keys_of_the_platforms_domain_are_found_again_and_in_no_file() {
    String published;
    try (House house = House.open(folder)) {
      published = house.engine().addPlatformDomain("mail.example").dnsRecords().zoneText();
    }
    try (House house = House.open(folder)) {
      PlatformDomainAdmin domain = house.engine().addPlatformDomain("mail.example");
      assertThat(domain.dnsRecords().zoneText()).isEqualTo(published).contains("_domainkey.mail.example.");
      assertThat(domain.rotateDkim().zoneText()).isNotEqualTo(published).contains("_domainkey.mail.example.");
    }
    List<String> selectors = Pattern.compile("[re][0-9a-f]{8}(?=\\._domainkey)")
        .matcher(published)
        .results()
        .map(MatchResult::group)
        .toList();
    assertThat(selectors).hasSize(2);
    assertThat(CanaryScan.of(folder, selectors)).isEmpty();
    assertThat(CanaryScan.of(folder, List.of("mail.example"))).as("the name, which lies in clear").isNotEmpty();
  }

  @Test
  void subscriptions_go_on_from_where_they_had_come() throws Exception {
    Queue<PageCursor> cursors = new ConcurrentLinkedQueue<>();
    Queue<Event> heardByOperator = new ConcurrentLinkedQueue<>();
    String secret;
    try (House house = House.open(folder)) {
      secret = house.support().issueKey("lasting", Role.READ).secret();
      try (Subscription byKey = house.inbox(secret)
          .subscribe(EventQuery.fromOldest().only(EventType.MESSAGE_RECEIVED),
              (event, cursor) -> cursors.add(cursor));
          Subscription byName =
              house.engine().subscribe("audit", ARRIVALS, (event, cursor) -> heardByOperator.add(event))) {
        send(house, "first", "second");
        await().until(() -> cursors.size() == 2 && heardByOperator.size() == 2);
        assertThat(byKey.failure()).isEmpty();
        assertThat(byName.failure()).isEmpty();
      }
      send(house, "third");
    }

    Queue<Event> heardByKey = new ConcurrentLinkedQueue<>();
    try (House house = House.open(folder)) {
      MailboxSession inbox = house.inbox(secret);
      EventQuery rest = EventQuery.after(cursors.stream().toList().get(1)).only(EventType.MESSAGE_RECEIVED);
      try (Subscription byKey = inbox.subscribe(rest, (event, cursor) -> heardByKey.add(event));
          Subscription byName =
              house.engine().subscribe("audit", ARRIVALS, (event, cursor) -> heardByOperator.add(event))) {
        send(house, "fourth");
        await().until(() -> heardByKey.size() == 2 && heardByOperator.size() == 4);
        assertThat(heardByKey).extracting(event -> inbox.read(event.message().orElseThrow()).summary().subject())
            .containsExactly("third", "fourth");
        assertThat(byKey.failure()).isEmpty();
        assertThat(byName.failure()).isEmpty();
      }
    }
  }

  @Test
  void a_folder_in_use_is_refused() {
    try (House house = House.open(folder)) {
      assertReason(FailureReason.STORE_IN_USE, () -> H2MailStore.open(House.store(folder)));
      assertThat(house.engine().health().problems()).isEmpty();
      assertThat(House.list(house.inbox())).isEmpty();
    }
  }

  @Test
  void another_master_key_is_refused_and_changes_nothing() throws Exception {
    String secret = withOneMessage();
    MasterKeyFile other = MasterKeyFile.createIfAbsent(folder.resolve("other.key"));
    Path leftByACrash = House.store(folder).resolve("segments").resolve("0000000000000000-single.segment");
    Files.writeString(leftByACrash, "part of a large content that no row points at");
    Map<Path, String> before = Digest.ofFiles(House.store(folder));

    assertReason(FailureReason.MASTER_KEY_WRONG,
        () -> MailEngine.builder(H2MailStore.open(House.store(folder)), other).start());

    assertThat(Digest.ofFiles(House.store(folder))).isEqualTo(before);
    assertOneMessage(secret);
    try (House house = House.open(folder)) {
      send(house, "a first change", "a second one");
    }
    assertThat(leftByACrash).doesNotExist();
  }

  @Test
  void a_folder_of_another_version_is_refused_and_changes_nothing() throws Exception {
    String secret = withOneMessage();
    Path format = House.store(folder).resolve("format");
    String known = Files.readString(format);
    Files.writeString(format, known.replace('1', '2'));
    Map<Path, String> before = Digest.ofFiles(House.store(folder));

    assertReason(FailureReason.STORE_VERSION, () -> H2MailStore.open(House.store(folder)));

    assertThat(Digest.ofFiles(House.store(folder))).isEqualTo(before);
    Files.writeString(format, known);
    assertOneMessage(secret);
  }

  @Test
  void a_key_of_one_folder_opens_nothing_in_another() throws Exception {
    String secret = withOneMessage();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (House house = House.open(elsewhere)) {
      house.support();
      assertThatThrownBy(() -> house.engine().keyedAccess().openMailbox(ApiKey.parse(secret)))
          .isInstanceOf(AuthenticationException.class);
    }
  }

  private String withOneMessage() throws IOException {
    try (House house = House.open(folder)) {
      String secret = house.support().issueKey("lasting", Role.READ).secret();
      send(house, "only");
      return secret;
    }
  }

  private void assertOneMessage(String secret) {
    try (House house = House.open(folder)) {
      assertThat(House.list(house.inbox(secret))).extracting(MessageSummary::subject).containsExactly("only");
    }
  }

  private static void assertReason(FailureReason reason, Runnable refused) {
    assertThatThrownBy(refused::run).isInstanceOfSatisfying(PostroomException.class,
        failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  private static void send(House house, String... subjects) throws IOException {
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
      for (String subject : subjects) {
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.data(sink -> sink.write(letter(subject).getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }

  private static String letter(String subject) {
    return "From: ada@sender.example\r\nSubject: " + subject + "\r\n\r\nThe " + subject + " letter.\r\n";
  }
}
