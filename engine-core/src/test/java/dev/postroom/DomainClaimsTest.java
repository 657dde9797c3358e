package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.event.EventType;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domains are claimed by many, confirmed for one, and given back. */
class DomainClaimsTest {
  private static final String UNKNOWN = Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX);

  private Room room;
  private WorkspaceAdmin acme;
  private WorkspaceAdmin globex;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    globex = room.workspace("globex");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<String> receive(String... recipients) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipients));
  }

  @Test
  void several_may_claim_a_domain_and_no_claim_routes_before_it_is_confirmed() {
    acme.claimDomain("shared.example").createMailbox("support");
    MailboxAdmin other = globex.claimDomain("shared.example").createMailbox("support");
    assertThat(receive("support@shared.example")).containsExactly(UNKNOWN);

    globex.findDomain("shared.example").orElseThrow().confirm();
    assertThat(receive("support@shared.example")).containsExactly(STORED);
    assertThat(other.describe().messages()).isEqualTo(1);
  }

  @Test
  void a_confirmed_domain_is_taken_for_everybody_else() {
    DomainAdmin early = globex.claimDomain("acme.example");
    acme.claimDomain("acme.example").confirm().confirm();

    assertFails(FailureReason.DOMAIN_TAKEN, early::confirm);
    assertFails(FailureReason.DOMAIN_TAKEN, () -> room.workspace("third").claimDomain("acme.example"));
    assertFails(FailureReason.DOMAIN_TAKEN, () -> room.workspace("third").session().claimDomain("ACME.example."));
    assertFails(FailureReason.DOMAIN_TAKEN, () -> room.engine.addPlatformDomain("acme.example"));
    assertThat(early.describe().isConfirmed()).isFalse();
    assertThat(globex.claimDomain("acme.example").id()).isEqualTo(early.id());
  }

  @Test
  void claiming_again_is_the_same_claim_however_the_name_is_written() {
    DomainAdmin claim = acme.claimDomain("Bücher.Example");

    assertThat(acme.claimDomain("xn--bcher-kva.example.").id()).isEqualTo(claim.id());
    assertThat(acme.findDomain("BÜCHER.example").orElseThrow().id()).isEqualTo(claim.id());
    assertThat(acme.openDomain(claim.id()).describe().name().value()).isEqualTo("xn--bcher-kva.example");
    assertThat(acme.listDomains(PageRequest.first())).extracting(Domain::id).containsExactly(claim.id());
    assertFails(FailureReason.NOT_FOUND, () -> globex.openDomain(claim.id()));
    assertFails(FailureReason.NOT_FOUND, () -> globex.session().releaseDomain(claim.id()));
    assertThat(globex.findDomain("bücher.example")).isEmpty();
  }

  @Test
  void a_released_domain_routes_nothing_at_once_and_claimed_again_revives_no_address() {
    DomainAdmin claim = acme.claimDomain("acme.example").confirm();
    MailboxAdmin support = claim.createMailbox("support");
    assertThat(receive("support@acme.example")).containsExactly(STORED);

    claim.release();
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
    assertFails(FailureReason.NOT_FOUND, claim::describe);
    assertFails(FailureReason.NOT_FOUND, claim::release);
    assertThat(support.describe().addresses()).isEmpty();
    assertThat(support.session().list(MessageQuery.all())).hasSize(1);

    DomainAdmin again = acme.claimDomain("acme.example").confirm();
    assertThat(again.id()).isNotEqualTo(claim.id());
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
    support.setPrimaryAddress(EmailAddress.parse("support@acme.example"));
    assertThat(receive("support@acme.example")).containsExactly(STORED);
  }

  @Test
  void a_mailbox_that_lost_its_address_with_its_domain_has_it_again_when_it_is_created_again() {
    NewMailbox wanted = NewMailbox.at("support@acme.example").alias(EmailAddress.parse("help@acme.example"));
    DomainAdmin claim = acme.claimDomain("acme.example").confirm();
    MailboxAdmin support = acme.createMailbox(wanted);
    receive("support@acme.example");
    claim.release();
    assertFails(FailureReason.NOT_FOUND, () -> acme.createMailbox(wanted));

    acme.claimDomain("acme.example").confirm();
    assertThat(receive("support@acme.example", "help@acme.example")).containsExactly(UNKNOWN, UNKNOWN);
    int events = changes();
    assertThat(acme.createMailbox(wanted).id()).isEqualTo(support.id());
    assertThat(changes()).isEqualTo(events + 1);
    assertThat(acme.session().createMailbox(wanted).addresses()).isEqualTo(support.describe().addresses());
    assertThat(changes()).as("events of what was there already").isEqualTo(events + 1);
    assertThat(support.describe().addresses()).extracting(EmailAddress::toString)
        .containsExactly("support@acme.example", "help@acme.example");
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    assertThat(support.describe().messages()).isEqualTo(2);
  }

  @Test
  void a_lost_address_that_another_mailbox_has_by_now_is_a_conflict() {
    DomainAdmin claim = acme.claimDomain("acme.example").confirm();
    MailboxAdmin support = claim.createMailbox("support");
    claim.release();
    DomainAdmin again = acme.claimDomain("acme.example").confirm();
    MailboxAdmin other = acme.createMailbox(NewMailbox.at("support@acme.example").externalId("other"));

    assertFails(FailureReason.ADDRESS_TAKEN, () -> again.createMailbox("support"));
    assertThat(support.describe().addresses()).isEmpty();
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    assertThat(other.describe().messages()).isEqualTo(1);
  }

  private int changes() {
    return room.store
        .read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(EventType.CHANGED), 100))
        .size();
  }

  @Test
  void a_released_domain_may_go_to_another_workspace_which_gets_its_mail_from_then_on() {
    DomainAdmin claim = acme.claimDomain("acme.example").confirm();
    MailboxAdmin former = claim.createMailbox("support");
    receive("support@acme.example");
    acme.session().releaseDomain(claim.id());

    MailboxAdmin now = Room.mailbox(globex, "support@acme.example");
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    assertThat(former.describe().messages()).isEqualTo(1);
    assertThat(now.describe().messages()).isEqualTo(1);
  }

  @Test
  void erasing_a_workspace_frees_its_domains_for_others() {
    Room.mailbox(acme, "support@acme.example");
    receive("support@acme.example");
    acme.erase();
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);

    MailboxAdmin now = Room.mailbox(globex, "support@acme.example");
    assertThat(receive("support@acme.example")).containsExactly(STORED);
    assertThat(now.describe().messages()).isEqualTo(1);
  }

  @Test
  void claims_are_listed_by_page_in_the_order_of_their_making() {
    for (String name : List.of("c.example", "a.example", "b.example")) {
      acme.claimDomain(name);
    }
    var first = acme.session().listDomains(PageRequest.first().limit(2));
    assertThat(first).extracting(domain -> domain.name().value()).containsExactly("c.example", "a.example");
    assertThat(acme.listDomains(PageRequest.first().after(first.next().orElseThrow())))
        .extracting(domain -> domain.name().value())
        .containsExactly("b.example");
  }

  @Test
  void text_that_is_no_domain_is_refused() {
    for (String name : List.of("", ".", "a..b", "x".repeat(254), "a b.example", "-")) {
      assertFails(FailureReason.INVALID_INPUT, () -> acme.claimDomain(name));
    }
  }
}
