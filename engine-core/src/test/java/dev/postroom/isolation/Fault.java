package dev.postroom.isolation;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Ways in which a store, or what trusts it, could let somebody see or do too much. */
enum Fault {
  NONE(Call::answer),
  MESSAGES_ARE_FOUND_IN_ANY_MAILBOX(call -> call.isMissing("MailboxStore.find")
      ? first(call.allMailboxes(), place -> call.at(place).find((MessageId) call.given().get(0)))
      : call.answer()),
  MAILBOXES_ARE_FOUND_IN_ANY_WORKSPACE(call -> switch (call.name()) {
    case "StoreTransaction.standing" -> call.given().get(0) instanceof Scope.OfMailbox asked
        ? call.transaction().standing(call.real(asked))
        : call.answer();
    case "WorkspaceStore.mailbox" -> call.allMailboxes()
        .filter(place -> place.mailbox().equals(call.given().get(0)))
        .<Object>map(call::at)
        .findFirst()
        .orElse(call.answer());
    default -> call.answer();
  }),
  WORKSPACES_ARE_FOUND_IN_ANY_TENANT(call -> switch (call.name()) {
    case "StoreTransaction.standing" -> call.given().get(0) instanceof Scope.OfWorkspace asked
        ? first(call.allWorkspaces().filter(place -> place.workspace().equals(asked.workspace())),
            place -> Optional.of(call.transaction().standing(place))).orElse(Standing.ERASED)
        : call.answer();
    case "TenantStore.workspace" -> call.allWorkspaces()
        .filter(place -> place.workspace().equals(call.given().get(0)))
        .<Object>map(place -> call.transaction().tenant(place.tenant()).workspace(place.workspace()))
        .findFirst()
        .orElse(call.answer());
    default -> call.answer();
  }),
  CLAIMS_ARE_FOUND_IN_ANY_WORKSPACE(call -> call.isMissing("WorkspaceStore.findDomain")
      && call.given().get(0) instanceof DomainId domain
          ? first(call.allWorkspaces(),
              place -> call.transaction().tenant(place.tenant()).workspace(place.workspace()).findDomain(domain))
          : call.answer()),
  A_WORKSPACE_LISTS_ALL_MAILBOXES(call -> call.name().equals("WorkspaceStore.listMailboxes")
      ? call.allMailboxes().flatMap(place -> call.at(place).row().stream()).toList()
      : call.answer()),
  A_TENANT_LISTS_ALL_WORKSPACES(call -> call.name().equals("TenantStore.listWorkspaces")
      ? call.allWorkspaces()
          .flatMap(place -> call.transaction().tenant(place.tenant()).workspace(place.workspace()).row().stream())
          .toList()
      : call.answer()),
  A_MAILBOX_STANDS_FOR_ITSELF(call -> call.name().equals("StoreTransaction.standing")
      && call.given().get(0) instanceof Scope.OfMailbox asked
          ? call.at(asked).row().map(MailboxRow::standing).orElse(Standing.ERASED)
          : call.answer()),
  THE_SUSPENDED_STAND(call -> call.answer() == Standing.SUSPENDED ? Standing.ACTIVE : call.answer()),
  KEYS_ARE_NEVER_REVOKED(call -> call.key(key -> new KeyRecord(key.id(), key.scope(), key.name(), key.permissions(),
      key.digest(), key.createdAt(), key.expiresAt(), Optional.empty(), key.lastUsedAt()))),
  KEYS_NEVER_EXPIRE(call -> call.key(key -> new KeyRecord(key.id(), key.scope(), key.name(), key.permissions(),
      key.digest(), key.createdAt(), Optional.empty(), key.revokedAt(), key.lastUsedAt()))),
  KEYS_MAY_DO_EVERYTHING(call -> call.key(key -> new KeyRecord(key.id(), key.scope(), key.name(),
      EnumSet.allOf(Permission.class), key.digest(), key.createdAt(), key.expiresAt(), key.revokedAt(),
      key.lastUsedAt()))),
  AN_EMPTY_SET_IS_EVERYTHING(call -> call.key(key -> new KeyRecord(key.id(), key.scope(), key.name(),
      key.permissions().isEmpty() ? EnumSet.allOf(Permission.class) : key.permissions(), key.digest(), key.createdAt(),
      key.expiresAt(), key.revokedAt(), key.lastUsedAt()))),
  A_KEY_OPENS_ITS_NEIGHBOUR(call -> call.key(key -> key.scope() instanceof Scope.OfMailbox own
      ? new KeyRecord(key.id(), call.allMailboxes().reduce((one, other) -> other).orElse(own), key.name(),
          key.permissions(), key.digest(), key.createdAt(), key.expiresAt(), key.revokedAt(), key.lastUsedAt())
      : key)),
  EVENTS_OF_ALL_ARE_READ(call -> call.name().equals("EventLog.read") ? call.allEvents() : call.answer()),
  MAIL_GOES_TO_THE_FIRST_MAILBOX(call -> call.name().equals("Routing.mailbox")
      ? call.allMailboxes().findFirst()
      : call.answer()),
  DELIVERIES_ARE_FOUND_IN_ANY_MAILBOX(call -> call.isMissing("DeliveryTable.find")
      ? first(call.allMailboxes(), place -> call.at(place).deliveries().find((DeliveryId) call.given().get(0)))
      : call.answer()),
  THE_DELIVERIES_OF_ALL_ARE_COUNTED(call -> call.name().equals("DeliveryTable.statistics")
      ? call.allMailboxes()
          .map(place -> call.at(place).deliveries().statistics((Instant) call.given().get(0)))
          .max(Comparator.comparingLong(QueueStatistics::waiting))
          .orElseThrow()
      : call.answer()),
  A_WORKSPACE_IS_ASKED_FOR_THE_SUPPRESSIONS_OF_OTHERS(call -> call.isOf("PolicyTable.list", PolicyRow.Kind.SUPPRESSION)
      ? call.allSuppressions().toList()
      : call.answer()),
  ENTRIES_ARE_FOUND_AT_ANY_PLACE(
      call -> call.isMissing("PolicyTable.find") && call.given().get(0) instanceof EntryId entry
          ? first(call.allWorkspaces(), place -> call.at(place).policy().find(entry))
          : call.answer()),
  ONE_LIMIT_IS_FOR_ALL(call -> call.name().equals("LimitTable.limits")
      ? call.allWorkspaces().map(place -> call.at(place).limits().limits()).findFirst().orElseThrow()
      : call.answer()),
  EVERYBODYS_USAGE_IS_THE_MOST_OF_ALL(call -> call.name().equals("LimitTable.counted")
      ? call.allWorkspaces()
          .mapToLong(place -> call.at(place)
              .limits()
              .counted((UsageKind) call.given().get(0), (LocalDate) call.given().get(1),
                  (LocalDate) call.given().get(2)))
          .max()
          .orElseThrow()
      : call.answer()),
  A_PAUSE_IS_NOT_KEPT(call -> call.name().equals("MailboxStore.pause") ? Optional.empty() : call.answer());

  private static final int ALL = 10_000;

  private final Function<Call, Object> rule;

  Fault(Function<Call, Object> rule) {
    this.rule = rule;
  }

  Object answer(Call call) {
    return rule.apply(call);
  }

  private static <P, T> Optional<T> first(Stream<P> places, Function<P, Optional<T>> look) {
    return places.flatMap(place -> look.apply(place).stream()).findFirst();
  }

  /** A call to a rung of a sound store, and what that answers to it. */
  record Call(String name, Object rung, List<Object> given, StoreTransaction transaction, Object answer) {

    boolean isMissing(String method) {
      return name.equals(method) && answer.equals(Optional.empty());
    }

    boolean isOf(String method, Object first) {
      return name.equals(method) && given.get(0).equals(first);
    }

    Object key(Function<KeyRecord, KeyRecord> change) {
      return name.equals("StoreTransaction.findKey")
          ? ((Optional<?>) answer).map(KeyRecord.class::cast).map(change)
          : answer;
    }

    MailboxStore at(Scope.OfMailbox place) {
      return transaction.tenant(place.tenant()).workspace(place.workspace()).mailbox(place.mailbox());
    }

    WorkspaceStore at(Scope.OfWorkspace place) {
      return transaction.tenant(place.tenant()).workspace(place.workspace());
    }

    Scope.OfMailbox real(Scope.OfMailbox asked) {
      return allMailboxes().filter(place -> place.mailbox().equals(asked.mailbox())).findFirst().orElse(asked);
    }

    Stream<Scope.OfWorkspace> allWorkspaces() {
      return transaction.listTenants(Optional.empty(), ALL)
          .stream()
          .map(row -> new Scope.OfTenant(row.id()))
          .flatMap(tenant -> transaction.tenant(tenant.tenant())
              .listWorkspaces(Optional.empty(), ALL)
              .stream()
              .map(WorkspaceRow::id)
              .map(tenant::workspace));
    }

    Stream<Scope.OfMailbox> allMailboxes() {
      return allWorkspaces().flatMap(workspace -> transaction.tenant(workspace.tenant())
          .workspace(workspace.workspace())
          .listMailboxes(Optional.empty(), ALL)
          .stream()
          .map(MailboxRow::id)
          .map(workspace::mailbox));
    }

    Stream<PolicyRow> allSuppressions() {
      return allWorkspaces()
          .flatMap(place -> at(place).policy().list(PolicyRow.Kind.SUPPRESSION, Optional.empty(), ALL).stream());
    }

    Object allEvents() {
      return transaction.events()
          .read((Long) given.get(0), (Long) given.get(1), Optional.empty(), Set.of(), (Integer) given.get(4));
    }
  }
}
