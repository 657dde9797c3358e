package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.MailboxRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a store promises of mailboxes, apart from what is in them. */
public interface MailboxContract extends StoreUnderTest {

  @Test
  default void a_mailbox_is_found_by_its_id_and_by_the_hosts_id() {
    Scope.OfWorkspace workspace = room().workspace("acme");
    MailboxRow support = room().rows().mailbox("support");
    room().change(t -> Rungs.at(t, workspace).insertMailbox(support));

    assertThat(room().find(t -> Rungs.at(t, workspace.mailbox(support.id())).row())).contains(support);
    assertThat(room().find(t -> Rungs.at(t, workspace).findMailbox(new ExternalId("support")))).contains(support);
  }

  @Test
  default void external_ids_of_mailboxes_are_unique_in_a_workspace_only() {
    Scope.OfTenant tenant = room().tenant("acme");
    Scope.OfWorkspace sales = room().workspace(tenant, "sales");
    Scope.OfWorkspace staff = room().workspace(tenant, "staff");
    Scope.OfMailbox ofSales = room().mailbox(sales, "inbox");
    room().mailbox(staff, "inbox");

    Attempt.conflicts(FailureReason.EXTERNAL_ID_CONFLICT, () -> room().mailbox(sales, "inbox"));

    assertThat(room().find(t -> Rungs.at(t, sales).findMailbox(new ExternalId("inbox")))).map(MailboxRow::id)
        .contains(ofSales.mailbox());
  }

  @Test
  default void the_external_id_of_an_erased_mailbox_is_free_again() {
    Scope.OfWorkspace workspace = room().workspace("acme");
    Scope.OfMailbox first = room().mailbox(workspace, "support");
    room().stands(first, Standing.ERASED);

    assertThat(room().find(t -> Rungs.at(t, workspace).findMailbox(new ExternalId("support")))).isEmpty();
    Scope.OfMailbox second = room().mailbox(workspace, "support");
    assertThat(room().find(t -> Rungs.at(t, workspace).findMailbox(new ExternalId("support")))).map(MailboxRow::id)
        .contains(second.mailbox());
    assertThat(room().find(t -> Rungs.at(t, first).row())).map(MailboxRow::standing).contains(Standing.ERASED);
  }

  @Test
  default void mailboxes_are_listed_by_id_in_pages_without_the_erased_and_without_those_of_other_workspaces() {
    Scope.OfTenant tenant = room().tenant("acme");
    Scope.OfWorkspace sales = room().workspace(tenant, "sales");
    Scope.OfWorkspace staff = room().workspace(tenant, "staff");
    Scope.OfMailbox one = room().mailbox(sales, "1");
    room().mailbox(staff, "2");
    Scope.OfMailbox two = room().mailbox(sales, "2");
    room().stands(room().mailbox(sales, "3"), Standing.ERASED);
    Scope.OfMailbox three = room().mailbox(sales, "3");

    List<MailboxRow> page = room().see(t -> Rungs.at(t, sales).listMailboxes(Optional.empty(), 2));
    List<MailboxRow> rest = room().see(t -> Rungs.at(t, sales).listMailboxes(Optional.of(two.mailbox()), 2));

    assertThat(page).extracting(MailboxRow::id).containsExactly(one.mailbox(), two.mailbox());
    assertThat(rest).extracting(MailboxRow::id).containsExactly(three.mailbox());
  }

  @Test
  default void the_name_and_the_quota_of_a_mailbox_can_be_set_and_the_quota_be_lifted() {
    Scope.OfMailbox support = room().mailbox("support");
    room().post().size(700).to(support);

    room().change(t -> Rungs.at(t, support).update("", OptionalLong.of(5_000_000_000L)));
    assertThat(room().find(t -> Rungs.at(t, support).row())).hasValueSatisfying(row -> {
      assertThat(row.displayName()).isEmpty();
      assertThat(row.quota()).hasValue(5_000_000_000L);
      assertThat(row.usedOctets()).isEqualTo(700);
      assertThat(row.messages()).isEqualTo(1);
    });

    room().change(t -> Rungs.at(t, support).update("Support", OptionalLong.empty()));
    assertThat(room().find(t -> Rungs.at(t, support).row())).hasValueSatisfying(row -> {
      assertThat(row.displayName()).isEqualTo("Support");
      assertThat(row.quota()).isEmpty();
    });
  }

  @Test
  default void a_quota_of_nothing_is_not_the_same_as_no_quota() {
    Scope.OfMailbox support = room().mailbox("support");
    room().change(t -> Rungs.at(t, support).update("Support", OptionalLong.of(0)));

    assertThat(room().find(t -> Rungs.at(t, support).row()))
        .hasValueSatisfying(row -> assertThat(row.quota()).hasValue(0));
  }

  @Test
  default void a_message_is_not_put_into_a_mailbox_that_nobody_created() {
    Scope.OfMailbox nobody = room().workspace("acme").mailbox(room().ids().mailbox());
    Attempt.at(() -> room().post().to(nobody));

    assertThat(room().find(t -> Rungs.at(t, nobody).row())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, nobody).list(Selection.all()).rows())).isEmpty();
  }
}
