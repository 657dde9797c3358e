package dev.postroom.core.report;

import dev.postroom.core.mime.MessageIds;
import dev.postroom.core.mime.PartStart;
import dev.postroom.outbound.EnhancedStatus;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * The content of message/delivery-status. Blank lines stand where they should not in many a report, so a group is about a recipient
 * by what is in it, not by its place.
 */
final class DeliveryFields {
  private static final int MAX_GROUPS = 100;

  private DeliveryFields() {}

  static Optional<Report> read(PartStart part, Optional<String> returnedId) {
    List<ReportFields> groups = groups(part);
    List<RecipientReport> recipients =
        groups.stream().map(DeliveryFields::recipient).flatMap(Optional::stream).limit(MAX_GROUPS).toList();
    if (recipients.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DeliveryReport(recipients, returnedId.or(() -> originalId(groups)),
        first(groups, "Original-Envelope-Id")));
  }

  private static List<ReportFields> groups(PartStart part) {
    try (InputStream octets = new Groups(part.open())) {
      DeliveryStatus status = new DeliveryStatus(octets);
      Stream<InternetHeaders> recipients =
          IntStream.range(0, status.getRecipientDSNCount()).mapToObj(status::getRecipientDSN);
      return Stream.concat(Stream.of(status.getMessageDSN()), recipients).map(ReportFields::new).toList();
    } catch (MessagingException | IOException | RuntimeException notUnderstood) {
      return List.of();
    }
  }

  /**
   * Angus asks before each group after the first whether there is more, and reads as many as it is told there are. They are counted
   * since it looks its own implementation up for each, which takes far longer than a short group does.
   */
  private static final class Groups extends FilterInputStream {
    private int asked;

    Groups(InputStream octets) {
      super(octets);
    }

    @Override
    public int available() throws IOException {
      return asked++ < MAX_GROUPS ? super.available() : 0;
    }
  }

  private static Optional<RecipientReport> recipient(ReportFields group) {
    Optional<EnhancedStatus> status = group.text("Status").flatMap(EnhancedStatus::find);
    return group.word("Action")
        .flatMap(DeliveryFields::action)
        .or(() -> status.flatMap(DeliveryFields::action))
        .map(action -> new RecipientReport(group.typedAddress("Final-Recipient"),
            group.typedAddress("Original-Recipient"), action, status, group.text("Diagnostic-Code")));
  }

  private static Optional<RecipientReport.Action> action(String word) {
    return Stream.of(RecipientReport.Action.values())
        .filter(action -> action.name().equalsIgnoreCase(word))
        .findFirst();
  }

  /** What a report without an action can only mean. */
  private static Optional<RecipientReport.Action> action(EnhancedStatus status) {
    return switch (status.statusClass()) {
      case 4 -> Optional.of(RecipientReport.Action.DELAYED);
      case 5 -> Optional.of(RecipientReport.Action.FAILED);
      default -> Optional.empty();
    };
  }

  /** Gmail tells the Message-ID here too, and does not always give the message back. */
  private static Optional<String> originalId(List<ReportFields> groups) {
    return first(groups, "X-Original-Message-ID").flatMap(MessageIds::first);
  }

  private static Optional<String> first(List<ReportFields> groups, String name) {
    return groups.stream().map(group -> group.text(name)).flatMap(Optional::stream).findFirst();
  }
}
