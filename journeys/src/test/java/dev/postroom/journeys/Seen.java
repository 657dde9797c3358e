package dev.postroom.journeys;

import dev.postroom.access.Scope;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.session.SuppressionPolicy;
import dev.postroom.tenancy.Domain;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All that an estate shows of what it keeps, by what it is: what was sealed as text, or that it does not open. Any failure but that of a
 * seal, and of a row that is not there, is none that may be.
 */
final class Seen {
  static final String BROKEN = "broken";
  static final String GONE = "gone";
  private static final Set<FailureReason> TYPED =
      EnumSet.of(FailureReason.SEAL_BROKEN, FailureReason.STORE_CORRUPT, FailureReason.STORE_VERSION, FailureReason.MASTER_KEY_WRONG);
  private static final PageRequest WHOLE = PageRequest.first().limit(500);

  /** One thing that is kept: where, which is nowhere for what is the engine's own; of what kind; and its id. */
  record Thing(Optional<Scope> place, String kind, UUID id) {}

  private final Map<Thing, Supplier<String>> looks = new LinkedHashMap<>();

  private Seen() {}

  /** Remembers what there is, while it is whole. */
  static Seen of(Estate estate) {
    Seen seen = new Seen();
    estate.lodgers().forEach(lodger -> {
      MailboxSession session = lodger.session();
      Scope place = lodger.admin().scope();
      seen.mail(place, session);
      seen.deliveries(place, session);
      lodger.sent().forEach(sent -> seen.receipt(place, session, sent));
      seen.suppressions(place, session.policy());
      seen.lists(place, session.policy());
    });
    for (WorkspaceAdmin workspace : estate.workspaces()) {
      seen.lists(workspace.scope(), workspace.session().policy());
      for (Domain domain : workspace.listDomains(WHOLE).items()) {
        seen.add(workspace.scope(), "domain", domain.id().value(),
            () -> workspace.openDomain(domain.id()).dnsRecords().zoneText());
      }
    }
    DomainId platform = estate.platformDomain();
    seen.looks.put(new Thing(Optional.empty(), "platform domain", platform.value()), () -> estate.engine().addPlatformDomain(Estate.PLATFORM).dnsRecords().zoneText());
    for (TenantAdmin tenant : estate.tenants()) {
      seen.lists(tenant.scope(), tenant.session().policy());
    }
    return seen;
  }

  private void add(Scope place, String kind, UUID id, Supplier<String> how) {
    looks.put(new Thing(Optional.of(place), kind, id), how);
  }

  private void mail(Scope place, MailboxSession session) {
    for (MessageSummary one : session.list(MessageQuery.all().limit(500)).items()) {
      MessageId id = one.id();
      add(place, "listed", id.value(), () -> session.list(MessageQuery.all().limit(500))
          .items()
          .stream()
          .filter(summary -> summary.id().equals(id))
          .findFirst()
          .map(Seen::text)
          .orElse(GONE));
      add(place, "message", id.value(), () -> text(session.read(id)));
      add(place, "raw", id.value(), () -> octets(() -> session.openRaw(id)));
    }
  }

  static String text(MessageSummary summary) {
    return summary.isDamaged() && summary.subject().isEmpty() && summary.from().isEmpty() && summary.to().isEmpty()
        ? BROKEN
        : summary.subject() + summary.from() + summary.to() + summary.snippet();
  }

  /** What a list of a mailbox shows, each once. */
  static String listed(MailboxSession session) {
    return session.list(MessageQuery.all().limit(500))
        .items()
        .stream()
        .map(Seen::text)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String text(Message message) {
    return text(message.summary()) + message.text().orElseThrow().content() + message.trace().sender()
        + message.trace().recipient();
  }

  static String octets(Callable<InputStream> content) {
    try (InputStream octets = content.call()) {
      return new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (RuntimeException typed) {
      throw typed;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }

  private void deliveries(Scope place, MailboxSession session) {
    for (Delivery one : session.deliveries().list(Set.of(), WHOLE).items()) {
      DeliveryId id = one.id();
      add(place, "delivery", id.value(), () -> text(session.deliveries().read(id)));
    }
  }

  private static String text(Delivery delivery) {
    return delivery.recipient() + " " + delivery.state() + delivery.reply();
  }

  /** To ask for the same again is answered from the receipt. */
  private void receipt(Scope place, MailboxSession session, OutgoingMessage sent) {
    MessageId message = session.send(sent).sent().orElseThrow().message();
    add(place, "receipt", message.value(), () -> session.send(sent).sent() + " " + session.send(sent).outcomes());
  }

  private void lists(Scope place, Policy policy) {
    for (Direction direction : Direction.values()) {
      for (ListEntry one : policy.listEntries(direction, WHOLE).items()) {
        add(place, "list " + direction, one.id().value(), () -> policy.listEntries(direction, WHOLE)
            .items()
            .stream()
            .filter(entry -> entry.id().equals(one.id()))
            .findFirst()
            .map(entry -> entry.verdict() + " " + patternOf(entry))
            .orElse(GONE));
      }
    }
  }

  private static String patternOf(ListEntry entry) {
    return switch (entry.pattern()) {
      case AddressPattern.Exactly exactly -> exactly.address().toString();
      case AddressPattern.OnDomain on -> on.domain().value();
      case AddressPattern.OnDomainOrBelow below -> below.domain().value();
      case AddressPattern.Everyone everyone -> "everyone";
    };
  }

  private void suppressions(Scope place, SuppressionPolicy policy) {
    for (Suppression one : policy.listSuppressions(WHOLE).items()) {
      // Not asked for by its address: that is answered from memory.
      add(place, "suppressions", one.id().value(), () -> policy.listSuppressions(WHOLE)
          .items()
          .stream()
          .filter(entry -> entry.id().equals(one.id()))
          .findFirst()
          .map(entry -> entry.address() + " " + entry.reason())
          .orElse(GONE));
    }
  }

  /** Looks no more at things of a kind. */
  Seen without(String kind) {
    looks.keySet().removeIf(thing -> thing.kind().equals(kind));
    return this;
  }

  /** All things that are looked at. */
  Set<Thing> things() {
    return looks.keySet();
  }

  /** What is to be seen now. */
  Map<Thing, String> now() {
    Map<Thing, String> seen = new LinkedHashMap<>();
    looks.forEach((thing, look) -> seen.put(thing, of(look)));
    return seen;
  }

  /** What a look shows, or how it fails. */
  static String of(Supplier<String> look) {
    try {
      return look.get();
    } catch (PostroomException failure) {
      if (TYPED.contains(failure.reason())) {
        return BROKEN;
      }
      if (failure.reason() == FailureReason.NOT_FOUND) {
        return GONE;
      }
      throw failure;
    }
  }
}
