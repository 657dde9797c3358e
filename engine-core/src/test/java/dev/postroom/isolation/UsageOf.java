package dev.postroom.isolation;

import dev.postroom.policy.Usage;
import java.time.LocalDate;
import java.util.stream.Stream;

/** What a place should have used, with all below it. */
final class UsageOf {
  private UsageOf() {}

  static Usage place(Node place, LocalDate today) {
    return new Usage(place.policy().counts(today, today), place.policy().counts(today.withDayOfMonth(1), today),
        mailboxes(place).flatMap(mailbox -> mailbox.letters.stream()).mapToLong(letter -> letter.raw.length).sum());
  }

  private static Stream<MailboxNode> mailboxes(Node place) {
    return switch (place) {
      case TenantNode tenant -> tenant.present().stream().flatMap(UsageOf::mailboxes);
      case WorkspaceNode workspace -> workspace.present().stream();
      case MailboxNode mailbox -> Stream.of(mailbox);
    };
  }
}
