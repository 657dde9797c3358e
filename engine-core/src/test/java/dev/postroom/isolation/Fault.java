package dev.postroom.isolation;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.WorkspaceRow;
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
      : call.answer());

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

  /** A call to a rung, and what the sound store answers to it. */
  record Call(String name, List<Object> given, StoreTransaction transaction, Object answer) {

    boolean isMissing(String method) {
      return name.equals(method) && answer.equals(Optional.empty());
    }

    Object key(Function<KeyRecord, KeyRecord> change) {
      return name.equals("StoreTransaction.findKey")
          ? ((Optional<?>) answer).map(KeyRecord.class::cast).map(change)
          : answer;
    }

    MailboxStore at(Scope.OfMailbox place) {
      return transaction.tenant(place.tenant()).workspace(place.workspace()).mailbox(place.mailbox());
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

    Object allEvents() {
      return transaction.events().read((Long) given.get(0), Optional.empty(), Set.of(), (Integer) given.get(3));
    }
  }
}
