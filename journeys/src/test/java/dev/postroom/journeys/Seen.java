package dev.postroom.journeys;

import dev.postroom.access.Scope;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.id.MessageId;
import dev.postroom.journeys.Estate.Lodger;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
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
import java.util.function.Function;
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
      EnumSet.of(FailureReason.SEAL_BROKEN, FailureReason.STORE_CORRUPT, FailureReason.STORE_VERSION,
          FailureReason.MASTER_KEY_WRONG);
  private static final MessageQuery EVERYTHING = MessageQuery.all().limit(500);
  private static final PageRequest WHOLE = PageRequest.first().limit(500);

  /** One thing that is kept: where, which is nowhere for what is the engine's own; of what kind; and its id. */
  record Thing(Optional<Scope> place, String kind, UUID id) {}

  private final Map<Thing, Function<Estate, String>> looks = new LinkedHashMap<>();

  private Seen() {}

  /** Remembers what there is, while it is whole. */
  static Seen of(Estate estate) {
    Seen seen = new Seen();
    for (int number = 0; number < estate.lodgers().size(); number++) {
      int lodger = number;
      seen.mailbox(estate, there -> there.lodgers().get(lodger));
    }
    for (int number = 0; number < estate.workspaces().size(); number++) {
      int workspace = number;
      seen.workspace(estate, there -> there.workspaces().get(workspace));
    }
    for (int number = 0; number < estate.tenants().size(); number++) {
      int tenant = number;
      seen.lists(estate, estate.tenants().get(tenant).scope(), there -> there.tenants().get(tenant).session().policy());
    }
    if (estate.isPublished()) {
      seen.looks.put(new Thing(Optional.empty(), "platform domain", estate.platformDomain().value()),
          there -> there.engine().addPlatformDomain(Estate.PLATFORM).dnsRecords().zoneText());
    }
    return seen;
  }

  private void add(Scope place, String kind, UUID id, Function<Estate, String> how) {
    looks.put(new Thing(Optional.of(place), kind, id), how);
  }

  private void workspace(Estate estate, Function<Estate, WorkspaceAdmin> at) {
    WorkspaceAdmin workspace = at.apply(estate);
    lists(estate, workspace.scope(), there -> at.apply(there).session().policy());
    if (!estate.isPublished()) {
      return;
    }
    for (Domain domain : workspace.listDomains(WHOLE).items()) {
      add(workspace.scope(), "domain", domain.id().value(),
          there -> at.apply(there).openDomain(domain.id()).dnsRecords().zoneText());
    }
  }

  private void mailbox(Estate estate, Function<Estate, Lodger> at) {
    Lodger lodger = at.apply(estate);
    Scope place = lodger.admin().scope();
    Function<Estate, MailboxSession> session = there -> at.apply(there).session();
    mail(place, lodger.session(), session);
    for (Delivery one : lodger.session().deliveries().list(Set.of(), WHOLE).items()) {
      add(place, "delivery", one.id().value(), there -> text(session.apply(there).deliveries().read(one.id())));
    }
    lodger.sent().forEach(sent -> receipt(place, lodger.session(), session, sent));
    suppressions(estate, place, there -> session.apply(there).policy());
    lists(estate, place, there -> session.apply(there).policy());
  }

  private void mail(Scope place, MailboxSession whole, Function<Estate, MailboxSession> at) {
    for (MessageSummary one : whole.list(EVERYTHING).items()) {
      MessageId id = one.id();
      add(place, "listed", id.value(), there -> at.apply(there)
          .list(EVERYTHING)
          .items()
          .stream()
          .filter(summary -> summary.id().equals(id))
          .findFirst()
          .map(Seen::text)
          .orElse(GONE));
      add(place, "message", id.value(), there -> text(at.apply(there).read(id)));
      add(place, "raw", id.value(), there -> octets(() -> at.apply(there).openRaw(id)));
    }
  }

  static String text(MessageSummary summary) {
    return summary.isDamaged() && summary.subject().isEmpty() && summary.from().isEmpty() && summary.to().isEmpty()
        ? BROKEN
        : summary.subject() + summary.from() + summary.to() + summary.snippet();
  }

  /** What a list of a mailbox shows, each once. */
  static String listed(MailboxSession session) {
    return session.list(EVERYTHING)
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

  private static String text(Delivery delivery) {
    return delivery.recipient() + " " + delivery.state() + delivery.reply();
  }

  /** To ask for the same again is answered from the receipt. */
  private void receipt(Scope place, MailboxSession whole, Function<Estate, MailboxSession> at, OutgoingMessage sent) {
    MessageId message = whole.send(sent).sent().orElseThrow().message();
    add(place, "receipt", message.value(), there -> {
      SendReceipt again = at.apply(there).send(sent);
      return again.sent() + " " + again.outcomes();
    });
  }

  private void lists(Estate estate, Scope place, Function<Estate, Policy> at) {
    for (Direction direction : Direction.values()) {
      for (ListEntry one : at.apply(estate).listEntries(direction, WHOLE).items()) {
        add(place, "list " + direction, one.id().value(), there -> at.apply(there)
            .listEntries(direction, WHOLE)
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

  private void suppressions(Estate estate, Scope place, Function<Estate, SuppressionPolicy> at) {
    for (Suppression one : at.apply(estate).listSuppressions(WHOLE).items()) {
      // Not asked for by its address: that is answered from memory.
      add(place, "suppressions", one.id().value(), there -> at.apply(there)
          .listSuppressions(WHOLE)
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

  /** What is to be seen of them in an estate, this one or another with the same people. */
  Map<Thing, String> in(Estate estate) {
    Map<Thing, String> seen = new LinkedHashMap<>();
    looks.forEach((thing, look) -> seen.put(thing, of(() -> look.apply(estate))));
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
