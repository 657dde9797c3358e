package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes come, are found, change and go. */
class MailboxProvisioningTest {
  private static final EmailAddress SUPPORT = EmailAddress.parse("support@acme.example");
  private static final EmailAddress HELP = EmailAddress.parse("help@acme.example");

  private FaultyStore store;
  private Room room;
  private WorkspaceAdmin acme;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
    acme = room.workspace("acme");
    acme.claimDomain("acme.example").confirm();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static NewMailbox wanted() {
    return NewMailbox.at(SUPPORT).alias(HELP).externalId("box-1").displayName("Support").quota(1_000);
  }

  @Test
  void a_mailbox_has_what_it_was_made_from() {
    Mailbox mailbox = acme.createMailbox(wanted()).describe();

    assertThat(mailbox.addresses()).containsExactly(SUPPORT, HELP);
    assertThat(mailbox.externalId().value()).isEqualTo("box-1");
    assertThat(mailbox.displayName()).isEqualTo("Support");
    assertThat(mailbox.quota()).isEqualTo(OptionalLong.of(1_000));
    assertThat(mailbox.usedOctets()).isZero();
    assertThat(mailbox.messages()).isZero();
    assertThat(mailbox.createdAt()).isEqualTo(Room.OPENING);
  }

  @Test
  void a_mailbox_is_found_by_its_id_the_hosts_id_and_each_address_within_its_workspace() {
    MailboxAdmin support = acme.createMailbox(wanted());
    WorkspaceAdmin globex = room.workspace("globex");

    assertThat(acme.openMailbox(support.id()).id()).isEqualTo(support.id());
    assertThat(acme.findMailboxByExternalId("box-1").orElseThrow().id()).isEqualTo(support.id());
    assertThat(acme.findMailbox(EmailAddress.parse("HELP@Acme.Example")).orElseThrow().id()).isEqualTo(support.id());
    assertFails(FailureReason.NOT_FOUND, () -> globex.openMailbox(support.id()));
    assertThat(globex.findMailboxByExternalId("box-1")).isEmpty();
    assertThat(globex.findMailbox(HELP)).isEmpty();
  }

  @Test
  void the_same_again_is_the_same_mailbox_also_after_changes() {
    MailboxAdmin support = acme.createMailbox(wanted());
    support.rename("Other");
    support.removeAlias(HELP);
    support.setQuota(5);
    support.setPrimaryAddress(EmailAddress.parse("new@acme.example"));

    assertThat(acme.createMailbox(wanted()).id()).isEqualTo(support.id());
    assertThat(support.describe().displayName()).isEqualTo("Other");
    assertThat(support.describe().addresses()).extracting(EmailAddress::toString)
        .containsExactly("new@acme.example", "support@acme.example");
  }

  @Test
  void the_same_again_does_not_bring_back_an_address_that_was_taken_away_on_purpose() {
    EmailAddress other = EmailAddress.parse("new@acme.example");
    MailboxAdmin support = acme.createMailbox(wanted());
    support.setPrimaryAddress(other);
    support.removeAlias(HELP);
    support.removeAlias(SUPPORT);

    assertThat(acme.createMailbox(wanted()).id()).isEqualTo(support.id());
    assertThat(support.describe().addresses()).containsExactly(other);
    acme.createMailbox(NewMailbox.at(SUPPORT).externalId("box-2"));
    assertThat(acme.createMailbox(wanted()).id()).isEqualTo(support.id());
  }

  @Test
  void the_same_external_id_with_any_other_content_is_a_conflict() {
    acme.createMailbox(wanted());
    NewMailbox plain = NewMailbox.at(SUPPORT).externalId("box-1");

    for (NewMailbox other : List.of(plain, plain.alias(HELP).displayName("Support"),
        plain.alias(HELP).displayName("support").quota(1_000), plain.alias(HELP).displayName("Support").quota(1_001),
        NewMailbox.at(HELP).alias(SUPPORT).externalId("box-1").displayName("Support").quota(1_000))) {
      assertFails(FailureReason.EXTERNAL_ID_CONFLICT, () -> acme.createMailbox(other));
    }
    assertThat(acme.listMailboxes(PageRequest.first())).hasSize(1);
  }

  @Test
  void an_address_of_another_mailbox_is_a_conflict_and_nothing_is_left_of_the_attempt() {
    acme.createMailbox(wanted());
    List<KeyOwner.Rung> before = store.watchedVault().rungs();

    assertFails(FailureReason.ADDRESS_TAKEN,
        () -> acme.createMailbox(NewMailbox.at("other@acme.example").alias(HELP)));
    assertThat(store.watchedVault().rungs()).isEqualTo(before);
    assertThat(acme.findMailbox(EmailAddress.parse("other@acme.example"))).isEmpty();
    assertThat(acme.listMailboxes(PageRequest.first())).hasSize(1);
  }

  @Test
  void an_address_on_a_domain_of_others_is_not_found_and_nothing_is_left_of_the_attempt() {
    room.workspace("globex").claimDomain("globex.example").confirm();
    List<KeyOwner.Rung> before = store.watchedVault().rungs();

    for (String address : List.of("a@globex.example", "a@nobody.example", "a@[192.0.2.1]")) {
      assertFails(FailureReason.NOT_FOUND, () -> acme.createMailbox(NewMailbox.at(address)));
      assertFails(FailureReason.NOT_FOUND,
          () -> acme.createMailbox(NewMailbox.at(SUPPORT).alias(EmailAddress.parse(address))));
    }
    assertThat(store.watchedVault().rungs()).isEqualTo(before);
    assertThat(acme.listMailboxes(PageRequest.first())).isEmpty();
  }

  @Test
  void an_address_that_is_given_twice_is_the_primary_one() {
    MailboxAdmin support = acme.createMailbox(NewMailbox.at(SUPPORT).alias(SUPPORT).alias(HELP).alias(HELP));

    assertThat(support.describe().addresses()).containsExactly(SUPPORT, HELP);
    support.addAlias(SUPPORT);
    assertThat(support.describe().addresses()).containsExactly(SUPPORT, HELP);
    assertFails(FailureReason.WRONG_STATE, () -> support.removeAlias(SUPPORT));
  }

  @Test
  void the_primary_address_is_not_removed_as_an_alias_and_a_foreign_one_is_passed_over() {
    MailboxAdmin support = acme.createMailbox(wanted());

    assertFails(FailureReason.WRONG_STATE, () -> support.removeAlias(SUPPORT));
    support.removeAlias(EmailAddress.parse("nobody@acme.example"));
    support.removeAlias(HELP);
    support.removeAlias(HELP);
    assertThat(support.describe().addresses()).containsExactly(SUPPORT);
  }

  @Test
  void a_former_primary_address_stays_as_an_alias() {
    MailboxAdmin support = acme.createMailbox(wanted());
    support.setPrimaryAddress(HELP);

    assertThat(support.describe().addresses()).containsExactly(HELP, SUPPORT);
    support.removeAlias(SUPPORT);
    assertThat(support.describe().addresses()).containsExactly(HELP);
  }

  @Test
  void quotas_and_names_are_checked() {
    MailboxAdmin support = acme.createMailbox(wanted());

    assertFails(FailureReason.INVALID_INPUT, () -> support.setQuota(-1));
    assertFails(FailureReason.INVALID_INPUT, () -> support.rename("x".repeat(201)));
    assertFails(FailureReason.INVALID_INPUT, () -> support.rename("a\tb"));
    support.rename("");
    support.removeQuota();
    assertThat(support.describe().displayName()).isEmpty();
    assertThat(support.describe().quota()).isEmpty();
  }

  @Test
  void a_session_deletes_a_mailbox_for_good() {
    MailboxAdmin support = acme.createMailbox(wanted());
    acme.session().deleteMailbox(support.id());

    assertThat(store.watchedVault().owners()).doesNotContain(KeyOwner.of(support.scope()));
    assertThat(acme.listMailboxes(PageRequest.first())).isEmpty();
    assertFails(FailureReason.NOT_FOUND, () -> acme.session().deleteMailbox(support.id()));
    assertThat(acme.createMailbox(wanted()).id()).isNotEqualTo(support.id());
  }
}
