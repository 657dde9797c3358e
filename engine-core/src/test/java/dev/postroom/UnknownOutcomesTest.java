package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that was made while its answer was lost counts from then on: nothing cached says otherwise. */
class UnknownOutcomesTest {
  private static final String UNKNOWN = Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX);

  private FaultyStore store;
  private Room room;
  private WorkspaceAdmin acme;
  private DomainAdmin domain;
  private MailboxAdmin support;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
    acme = room.workspace("acme");
    domain = acme.claimDomain("acme.example").confirm();
    support = domain.createMailbox("support");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<String> receive(String... recipients) {
    return Outcomes.of(room.receive(Room.letter("Hello", "text"), recipients));
  }

  private void withItsAnswerLost(ThrowingCallable change) {
    store.fail(FaultyStore.Fault.ANSWER);
    assertFails(FailureReason.STORE_UNAVAILABLE, change);
    store.mend();
  }

  @Test
  void a_revoked_key_is_refused_in_an_open_session() {
    IssuedKey key = support.issueKey("key", Role.READ);
    IssuedKey second = support.issueKey("key", Role.READ);
    MailboxSession open = room.engine.keyedAccess().openMailbox(key.key());
    MailboxSession alsoOpen = room.engine.keyedAccess().openMailbox(second.key());
    open.list(MessageQuery.all());
    alsoOpen.list(MessageQuery.all());

    withItsAnswerLost(() -> support.revokeKey(key.id()));
    assertFails(FailureReason.KEY_REVOKED, () -> open.list(MessageQuery.all()));
    withItsAnswerLost(acme::revokeAllKeys);
    assertFails(FailureReason.KEY_REVOKED, () -> alsoOpen.list(MessageQuery.all()));
  }

  @Test
  void a_suspended_place_is_suspended() {
    receive("support@acme.example");
    withItsAnswerLost(acme::suspend);
    assertThat(receive("support@acme.example")).containsExactly(Outcomes.deferred(DeferReason.SUSPENDED));
    withItsAnswerLost(acme::resume);
    assertThat(receive("support@acme.example")).containsExactly(STORED);
  }

  @Test
  void new_and_removed_addresses_route_as_they_are_stored() {
    assertThat(receive("help@acme.example", "desk@acme.example")).containsExactly(UNKNOWN, UNKNOWN);
    withItsAnswerLost(() -> support.addAlias(EmailAddress.parse("help@acme.example")));
    assertThat(receive("help@acme.example")).containsExactly(STORED);
    withItsAnswerLost(() -> support.removeAlias(EmailAddress.parse("help@acme.example")));
    assertThat(receive("help@acme.example")).containsExactly(UNKNOWN);
    withItsAnswerLost(() -> acme.createMailbox(NewMailbox.at("desk@acme.example")));
    assertThat(receive("desk@acme.example")).containsExactly(STORED);
  }

  @Test
  void confirmed_caught_and_released_domains_route_as_they_are_stored() {
    DomainAdmin other = acme.claimDomain("other.example");
    other.createMailbox("a");
    assertThat(receive("a@other.example", "nobody@acme.example")).containsExactly(UNKNOWN, UNKNOWN);
    withItsAnswerLost(other::confirm);
    assertThat(receive("a@other.example")).containsExactly(STORED);
    withItsAnswerLost(() -> domain.setCatchAll(support));
    assertThat(receive("nobody@acme.example")).containsExactly(STORED);
    withItsAnswerLost(domain::release);
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
  }

  @Test
  void an_address_that_is_given_back_routes() {
    domain.release();
    acme.claimDomain("acme.example").confirm();
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
    withItsAnswerLost(() -> acme.createMailbox(NewMailbox.at("support@acme.example")));
    assertThat(receive("support@acme.example")).containsExactly(STORED);
  }

  @Test
  void a_platform_domain_is_one() {
    assertThat(receive("desk@mail.example")).containsExactly(UNKNOWN);
    withItsAnswerLost(() -> room.engine.addPlatformDomain("mail.example"));
    acme.createMailbox(NewMailbox.at("desk@mail.example"));
    assertThat(receive("desk@mail.example")).containsExactly(STORED);
  }

  @Test
  void an_erased_place_is_erased() {
    receive("support@acme.example");
    withItsAnswerLost(support::erase);
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
    support.erase();
    assertThat(store.<Standing>read(transaction -> transaction.standing(support.scope()))).isEqualTo(Standing.ERASED);
    assertThat(store.<List<?>>read(transaction -> transaction.unpurged(10))).isEmpty();
  }
}
