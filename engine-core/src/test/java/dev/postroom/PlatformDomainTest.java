package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.ApiKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MailboxId;
import dev.postroom.inbound.RejectReason;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A domain of the platform, on which every workspace may open mailboxes. */
class PlatformDomainTest {
  private static final String UNKNOWN = Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX);

  private Room room;
  private WorkspaceAdmin acme;
  private WorkspaceAdmin globex;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    room.engine.addPlatformDomain("mail.example");
    room.engine.addPlatformDomain("Mail.Example");
    acme = room.workspace("acme");
    globex = room.engine.tenants().create("other").createWorkspace("globex", "Globex");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<String> receive(String... recipients) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipients));
  }

  @Test
  void every_workspace_may_open_mailboxes_on_it_but_no_two_the_same_address() {
    MailboxAdmin one = acme.createMailbox(NewMailbox.at("acme@mail.example"));
    MailboxAdmin two = globex.createMailbox(NewMailbox.at("globex@mail.example"));

    assertThat(receive("acme@mail.example", "globex@mail.example", "nobody@mail.example"))
        .containsExactly(STORED, STORED, UNKNOWN);
    assertFails(FailureReason.ADDRESS_TAKEN,
        () -> globex.createMailbox(NewMailbox.at("ACME@mail.example").externalId("box")));
    assertFails(FailureReason.ADDRESS_TAKEN, () -> two.addAlias(EmailAddress.parse("acme@mail.example")));
    assertFails(FailureReason.ADDRESS_TAKEN, () -> two.setPrimaryAddress(EmailAddress.parse("acme@mail.example")));
    assertThat(globex.findMailbox(EmailAddress.parse("acme@mail.example"))).isEmpty();
    assertThat(one.describe().messages()).isEqualTo(1);
  }

  @Test
  void nobody_may_claim_it() {
    assertFails(FailureReason.DOMAIN_TAKEN, () -> acme.claimDomain("mail.example"));
    assertFails(FailureReason.DOMAIN_TAKEN, () -> acme.session().claimDomain("MAIL.example"));
  }

  @Test
  void an_address_that_another_workspace_gave_up_is_free_and_leads_to_the_new_one() {
    MailboxAdmin one = acme.createMailbox(NewMailbox.at("desk@mail.example"));
    receive("desk@mail.example");
    one.erase();
    assertThat(receive("desk@mail.example")).containsExactly(UNKNOWN);

    MailboxAdmin two = globex.createMailbox(NewMailbox.at("desk@mail.example"));
    assertThat(receive("desk@mail.example")).containsExactly(STORED);
    assertThat(two.describe().messages()).isEqualTo(1);
  }

  @Test
  void a_claim_from_before_does_not_stand_between_its_workspace_and_the_platform() {
    acme.claimDomain("late.example");
    room.engine.addPlatformDomain("late.example");

    MailboxAdmin one = acme.createMailbox(NewMailbox.at("acme@late.example"));
    assertThat(receive("acme@late.example")).containsExactly(STORED);
    assertThat(acme.findMailbox(EmailAddress.parse("acme@late.example")).orElseThrow().id()).isEqualTo(one.id());
    assertFails(FailureReason.DOMAIN_TAKEN, () -> acme.findDomain("late.example").orElseThrow().confirm());
  }

  @Test
  void a_tag_belongs_to_the_address_before_it_so_nobody_opens_an_address_with_one() {
    MailboxAdmin one = acme.createMailbox(NewMailbox.at("acme@mail.example"));
    MailboxAdmin two = globex.createMailbox(NewMailbox.at("globex@mail.example"));

    for (String tagged : List.of("acme+billing@mail.example", "ACME+Billing@MAIL.example",
        "\"acme+billing\"@mail.example", "acme+@mail.example", "büro+ä@mail.example", "acme+\u0338x@mail.example")) {
      EmailAddress address = EmailAddress.parse(tagged);
      assertFails(FailureReason.INVALID_INPUT, () -> globex.createMailbox(NewMailbox.at(address)));
      assertFails(FailureReason.INVALID_INPUT,
          () -> globex.createMailbox(NewMailbox.at("other@mail.example").alias(address)));
      assertFails(FailureReason.INVALID_INPUT, () -> two.addAlias(address));
      assertFails(FailureReason.INVALID_INPUT, () -> two.setPrimaryAddress(address));
      assertFails(FailureReason.INVALID_INPUT, () -> globex.session().addAlias(two.id(), address));
      assertFails(FailureReason.INVALID_INPUT, () -> one.addAlias(address));
    }
    assertThat(globex.listMailboxes(PageRequest.first())).hasSize(1);
    assertThat(receive("Acme+Billing@mail.example")).containsExactly(STORED);
    assertThat(one.describe().messages()).isEqualTo(1);
    assertThat(two.describe().messages()).isZero();
  }

  @Test
  void an_address_that_speaks_for_the_platform_is_opened_by_the_operator_alone() {
    ApiKey key = ApiKey.parse(acme.issueKey("management", Role.MANAGEMENT).secret());
    WorkspaceSession held = room.engine.keyedAccess().openWorkspace(key);
    MailboxId desk = held.createMailbox(NewMailbox.at("desk@mail.example")).id();

    for (String role : List.of("postmaster@mail.example", "Admin@Mail.Example", "\"abuse\"@mail.example")) {
      EmailAddress address = EmailAddress.parse(role);
      assertFails(FailureReason.INVALID_INPUT, () -> held.createMailbox(NewMailbox.at(address)));
      assertFails(FailureReason.INVALID_INPUT,
          () -> held.createMailbox(NewMailbox.at("more@mail.example").alias(address)));
      assertFails(FailureReason.INVALID_INPUT, () -> held.addAlias(desk, address));
      assertFails(FailureReason.INVALID_INPUT, () -> held.setPrimaryAddress(desk, address));
      assertThat(receive(role)).containsExactly(UNKNOWN);
    }
    EmailAddress postmaster = EmailAddress.parse("postmaster@mail.example");
    acme.findMailbox(EmailAddress.parse("desk@mail.example")).orElseThrow().addAlias(postmaster);
    assertThat(receive("postmaster@mail.example")).containsExactly(STORED);
    assertThat(held.setPrimaryAddress(desk, postmaster).addresses()).as("given, it is his own").contains(postmaster);
  }

  @Test
  void an_address_on_a_claim_from_before_gives_no_right_to_one_that_speaks_for_the_platform() {
    ApiKey key = ApiKey.parse(acme.issueKey("management", Role.MANAGEMENT).secret());
    WorkspaceSession held = room.engine.keyedAccess().openWorkspace(key);
    EmailAddress postmaster = EmailAddress.parse("postmaster@later.example");
    held.claimDomain("later.example");
    MailboxId box = held.createMailbox(NewMailbox.at(postmaster)).id();
    room.engine.addPlatformDomain("later.example");

    assertFails(FailureReason.INVALID_INPUT, () -> held.setPrimaryAddress(box, postmaster));
    assertFails(FailureReason.INVALID_INPUT, () -> held.addAlias(box, postmaster));
    assertThat(receive("postmaster@later.example")).containsExactly(UNKNOWN);
  }

  @Test
  void what_only_begins_with_a_plus_has_no_tag() {
    MailboxAdmin one = acme.createMailbox(NewMailbox.at("+one@mail.example"));

    assertThat(receive("+one@mail.example", "+one+tag@mail.example")).containsExactly(STORED, UNKNOWN);
    assertThat(one.describe().messages()).isEqualTo(1);
  }
}
