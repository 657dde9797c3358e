package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.RejectReason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From addresses to mailboxes, before and after changes. */
class AddressRoutingTest {
  private static final String UNKNOWN = Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX);

  private Room room;
  private WorkspaceAdmin acme;
  private DomainAdmin domain;
  private MailboxAdmin support;
  private MailboxAdmin sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    domain = acme.claimDomain("acme.example").confirm();
    support = domain.createMailbox("support");
    sales = domain.createMailbox("sales");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private String receive(String recipient) {
    Disposition disposition = room.receive(Room.letter("Hello", "text"), recipient).get(0);
    return disposition instanceof Disposition.Stored stored ? nameOf(stored) : Outcomes.of(List.of(disposition)).get(0);
  }

  private String nameOf(Disposition.Stored stored) {
    return stored.mailbox().equals(support.id()) ? "support" : stored.mailbox().equals(sales.id()) ? "sales" : STORED;
  }

  private static EmailAddress at(String address) {
    return EmailAddress.parse(address);
  }

  @Test
  void case_and_quotes_make_no_other_address() {
    for (String written : List.of("support@acme.example", "SUPPORT@ACME.EXAMPLE", "\"support\"@acme.example",
        "\"S\\upport\"@Acme.Example")) {
      assertThat(receive(written)).isEqualTo("support");
    }
  }

  @Test
  void an_international_address_is_one_however_it_is_written() {
    MailboxAdmin office = acme.claimDomain("bücher.example").confirm().createMailbox("büro");

    for (String written : List.of("büro@bücher.example", "BÜRO@BÜCHER.example", "bu\u0308ro@xn--bcher-kva.example",
        "büro+tag@XN--BCHER-KVA.example")) {
      assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), written))).containsExactly(STORED);
    }
    assertThat(office.describe().messages()).isEqualTo(4);
  }

  @Test
  void a_tag_leads_to_the_address_before_it_unless_the_whole_is_an_address_of_its_own() {
    assertThat(receive("support+anything@acme.example")).isEqualTo("support");
    assertThat(receive("support+a+b@acme.example")).isEqualTo("support");
    assertThat(receive("support+@acme.example")).isEqualTo("support");
    assertThat(receive("+support@acme.example")).isEqualTo(UNKNOWN);

    sales.addAlias(at("support+deals@acme.example"));
    assertThat(receive("support+deals@acme.example")).isEqualTo("sales");
    assertThat(receive("Support+Deals@acme.example")).isEqualTo("sales");
  }

  @Test
  void an_alias_routes_from_the_moment_that_it_is_added_until_it_is_removed() {
    assertThat(receive("help@acme.example")).isEqualTo(UNKNOWN);
    support.addAlias(at("Help@acme.example"));
    assertThat(receive("help@acme.example")).isEqualTo("support");
    assertFails(FailureReason.ADDRESS_TAKEN, () -> sales.addAlias(at("help@acme.example")));

    support.removeAlias(at("HELP@acme.example"));
    assertThat(receive("help@acme.example")).isEqualTo(UNKNOWN);
    sales.addAlias(at("help@acme.example"));
    assertThat(receive("help@acme.example")).isEqualTo("sales");
  }

  @Test
  void a_former_primary_address_routes_on_as_an_alias() {
    assertThat(receive("desk@acme.example")).isEqualTo(UNKNOWN);
    support.setPrimaryAddress(at("desk@acme.example"));
    assertThat(receive("desk@acme.example")).isEqualTo("support");
    assertThat(receive("support@acme.example")).isEqualTo("support");
    support.removeAlias(at("support@acme.example"));
    assertThat(receive("support@acme.example")).isEqualTo(UNKNOWN);
  }

  @Test
  void a_session_changes_addresses_with_the_same_effect_at_once() {
    assertThat(receive("help@acme.example")).isEqualTo(UNKNOWN);
    acme.session().addAlias(support.id(), at("help@acme.example"));
    assertThat(receive("help@acme.example")).isEqualTo("support");
    acme.session().setPrimaryAddress(support.id(), at("help@acme.example"));
    acme.session().removeAlias(support.id(), at("support@acme.example"));
    assertThat(receive("support@acme.example")).isEqualTo(UNKNOWN);
    acme.session().deleteMailbox(support.id());
    assertThat(receive("help@acme.example")).isEqualTo(UNKNOWN);
  }

  @Test
  void a_catch_all_takes_what_nobody_has_until_it_is_taken_away() {
    assertThat(receive("nobody@acme.example")).isEqualTo(UNKNOWN);
    domain.setCatchAll(sales);
    assertThat(receive("nobody@acme.example")).isEqualTo("sales");
    assertThat(receive("nobody+tag@acme.example")).isEqualTo("sales");
    assertThat(receive("support@acme.example")).isEqualTo("support");
    assertThat(receive("support+tag@acme.example")).isEqualTo("support");
    assertThat(receive("nobody@sub.acme.example")).isEqualTo(UNKNOWN);

    domain.setCatchAll(support);
    assertThat(receive("nobody@acme.example")).isEqualTo("support");
    domain.removeCatchAll();
    assertThat(receive("nobody@acme.example")).isEqualTo(UNKNOWN);
  }

  @Test
  void a_catch_all_that_was_erased_catches_nothing_and_revives_nothing() {
    domain.setCatchAll(sales);
    assertThat(receive("nobody@acme.example")).isEqualTo("sales");
    sales.erase();
    assertThat(receive("nobody@acme.example")).isEqualTo(UNKNOWN);
    domain.createMailbox("sales");
    assertThat(receive("nobody@acme.example")).isEqualTo(UNKNOWN);
    assertFails(FailureReason.NOT_FOUND, () -> domain.setCatchAll(sales));
  }

  @Test
  void a_catch_all_is_a_mailbox_of_the_same_workspace() {
    MailboxAdmin foreign = Room.mailbox(room.workspace("globex"), "info@globex.example");
    assertFails(FailureReason.NOT_FOUND, () -> domain.setCatchAll(foreign));
    assertThat(receive("nobody@acme.example")).isEqualTo(UNKNOWN);
  }

  @Test
  void an_address_literal_leads_nowhere() {
    assertThat(receive("support@[192.0.2.1]")).isEqualTo(UNKNOWN);
  }
}
