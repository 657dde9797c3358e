package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.testkit.CanaryScan;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets and words in all that is kept beside messages: keys, ways out, signing keys, lists of every place, return paths, sends that
 * wait. Looked for in every file, and in every value of every row, whatever the database makes of it in its pages.
 */
class PlantedSecretsTest {
  private static final List<String> WORDS = List.of("listofmailboxcanary", "listofworkspacecanary",
      "listoftenantcanary",
      "silentmailboxcanary", "silentworkspacecanary", "relaycanary", "usercanary", "passwordcanary", "heloofcanary",
      "workspaceuser-canary", "workspacepass-canary", "latersubjectcanary", "laterbodycanary", "laterrecipientcanary",
      "againcanary", "bouncedcanary", "answercanary", "reportcanary", "neighbourcanary", "platformcanary");
  private static final Pattern MODULUS = Pattern.compile("v=DKIM1; k=rsa; p=([A-Za-z0-9+/=]+)");
  /** Of this whole JVM; JUnit makes its own in it. */
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  @TempDir
  Path folder;

  private final Map<String, byte[]> secrets = new LinkedHashMap<>();

  @Test
  void no_secret_and_no_word_of_what_is_kept_beside_messages_is_found_in_any_file_row_or_log() throws Exception {
    try (LogTrap logs = new LogTrap(); ScriptedSmtpPeer peer = ScriptedSmtpPeer.open()) {
      peer.recipient("bouncedcanary@elsewhere.example", Reaction.say("550 5.1.1 Nobody, says answercanary"));
      try (House house = House.open(folder, builder -> builder.deliverBy(House.relay(peer.port())))) {
        furnish(house);
        MailboxSession inbox = house.inbox();
        send(inbox);
        await().until(() -> peer.taken().size() >= 1 && isKnown(inbox, "bouncedcanary"));
        report(house, peer.taken());
        await().until(() -> isKnown(inbox, "againcanary"));
        scan(house);
        rotateEverything(house);
        scan(house);
      }
      logs.writeTo(folder.resolve("log.txt"));
    }
    assertNothingLiesAbout();
    try (House house = House.open(folder)) {
      scan(house);
      house.acme().erase();
      scan(house);
    }
    assertNothingLiesAbout();
  }

  private void furnish(House house) throws Exception {
    MailboxAdmin support = house.support();
    WorkspaceAdmin acme = house.acme();
    TenantAdmin tenant = house.engine().tenants().create("my-product");
    block(support.session().policy(), "listofmailboxcanary");
    block(acme.session().policy(), "listofworkspacecanary");
    block(tenant.session().policy(), "listoftenantcanary");
    support.session().policy().suppress(address("silentmailboxcanary"), Suppression.Reason.COMPLAINT, Optional.empty());
    acme.session()
        .policy()
        .suppress(address("silentworkspacecanary"), Suppression.Reason.MANUAL,
            Optional.of(Instant.now().plus(Duration.ofDays(3))));
    acme.setEgress(Egress.relay("relaycanary.example", 587).login("workspaceuser-canary", "workspacepass-canary"));
    acme.claimDomain("second.example")
        .setEgress(Egress.relay("relaycanary.example", 587)
            .login("usercanary", "passwordcanary")
            .helo(DomainName.of("heloofcanary.example")));
    acme.removeEgress();
    keep("signing key of the domain", acme.findDomain("acme.example").orElseThrow().dnsRecords());
    keep("next signing key", acme.findDomain("acme.example").orElseThrow().rotateDkim());
    keep("signing key of the platform", house.engine().addPlatformDomain("mail.example").dnsRecords());
    for (IssuedKey key : List.of(support.issueKey("one", Role.READ), acme.issueKey("two", Role.MANAGEMENT),
        tenant.issueKey("three", Role.MANAGEMENT))) {
      String secret = key.secret();
      secrets.put("key " + key.id(),
          secret.substring(secret.length() / 2, secret.length() - 8).getBytes(StandardCharsets.US_ASCII));
    }
    secrets.put("master key", Files.readAllBytes(folder.resolve("master.key")));
  }

  private static void block(Policy policy, String word) {
    policy.addEntry(Direction.SEND, Verdict.BLOCK, AddressPattern.of(address(word)));
    policy.addEntry(Direction.RECEIVE, Verdict.BLOCK, AddressPattern.orBelow(DomainName.of(word + ".example")));
  }

  /** A private key of RSA lies nowhere without its modulus, and that is published. */
  private void keep(String name, DnsRecords records) throws Exception {
    Matcher published =
        MODULUS.matcher(records.records().stream().map(record -> record.value() + "\n").reduce("", String::concat));
    int number = 0;
    while (published.find()) {
      RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(published.group(1))));
      byte[] modulus = key.getModulus().toByteArray();
      secrets.put(name + ' ' + number++, Arrays.copyOfRange(modulus, 16, 64));
    }
    assertThat(number).isPositive();
  }

  private static void send(MailboxSession inbox) {
    inbox.send(OutgoingMessage.to("againcanary@elsewhere.example")
        .addBcc(Addressee.of(address("bouncedcanary")))
        .subject("Hello")
        .text("Hello"));
    inbox.send(OutgoingMessage.to("laterrecipientcanary@elsewhere.example")
        .subject("A latersubjectcanary")
        .text("A laterbodycanary")
        .sendAt(Instant.now().plus(Duration.ofDays(1))));
  }

  private static boolean isKnown(MailboxSession inbox, String word) {
    House.retry(inbox);
    return inbox.policy().findSuppression(address(word)).isPresent();
  }

  /** That what was taken did not arrive after all, sent to its return path. */
  private void report(House house, List<ReceivedMail> taken) throws Exception {
    List<String> paths = new ArrayList<>();
    for (ReceivedMail mail : taken) {
      String path = mail.sender();
      paths.add(path);
      secrets.put("return path " + path.length(),
          path.substring("return-".length(), path.indexOf('@')).getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(paths).isNotEmpty();
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "mx.elsewhere.example")) {
      talk.say("MAIL FROM:<>", "250");
      talk.say("RCPT TO:<" + paths.get(0) + ">", "250");
      talk.data(sink -> sink.write("""
          From: Mail Delivery <postmaster@elsewhere.example>
          Subject: reportcanary
          MIME-Version: 1.0
          Content-Type: multipart/report; report-type=delivery-status; boundary=b

          --b
          Content-Type: text/plain

          reportcanary

          --b
          Content-Type: message/delivery-status

          Reporting-MTA: dns; mx.elsewhere.example

          Final-Recipient: rfc822; againcanary@elsewhere.example
          Action: failed
          Status: 5.1.1
          Diagnostic-Code: smtp; 550 5.1.1 says reportcanary

          --b--
          """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static void rotateEverything(House house) {
    house.support().rotateEncryption();
    house.acme().rotateEncryption();
    house.engine().tenants().create("my-product").rotateEncryption();
  }

  private void scan(House house) throws Exception {
    assertThat(house.engine().health().problems()).isEmpty();
    Path rows = folder.resolve("rows");
    try (RawTables tables = RawTables.of(House.store(folder))) {
      tables.writeTo(rows);
    }
    assertNothingLiesAbout();
    Files.delete(rows);
  }

  private void assertNothingLiesAbout() {
    assertThat(CanaryScan.of(TEMP, WORDS)).isEmpty();
    assertThat(CanaryScan.ofOctets(House.store(folder), secrets)).isEmpty();
  }

  private static EmailAddress address(String localPart) {
    return EmailAddress.parse(localPart + "@elsewhere.example");
  }

  /** The control: a name that lies in clear is found in the rows, and octets that were put into a file are found there. */
  @Test
  void the_scan_finds_what_is_kept_in_clear_in_a_row_and_octets_in_a_file() throws Exception {
    byte[] secret = HexFormat.of().parseHex("9f1c7702e8d35ab46610c4ee2b8f9d03");
    try (House house = House.open(folder)) {
      house.support().rename("platformcanary");
      try (RawTables tables = RawTables.of(House.store(folder))) {
        tables.writeTo(folder.resolve("rows"));
      }
      assertThat(CanaryScan.of(folder, WORDS)).extracting(finding -> finding.file().getFileName())
          .contains(Path.of("rows"));
      Files.write(folder.resolve("raw"), secret);
      Files.writeString(folder.resolve("base64"), "x" + Base64.getEncoder().encodeToString(secret));
      Files.writeString(folder.resolve("hex"), "0x9F1C7702E8D35AB46610C4EE2B8F9D03");
      assertThat(CanaryScan.ofOctets(folder, Map.of("secret", secret)))
          .extracting(finding -> finding.file().getFileName().toString())
          .containsExactlyInAnyOrder("raw", "base64", "hex");
    }
  }
}
