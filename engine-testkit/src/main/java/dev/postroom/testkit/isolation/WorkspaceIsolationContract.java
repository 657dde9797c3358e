package dev.postroom.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TypedId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxReader;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.isolation.Visitor.Rights;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * That no customer of an engine sees or changes anything of another, as tests of the engine as a host puts it together: with its store,
 * its master key, its veto and whatever it has around them. A host extends this class, says what it has, and is done when all of it is
 * green:
 *
 * <pre>
 * class IsolationTest extends WorkspaceIsolationContract {
 *   {@literal @}Override
 *   protected Wiring wiring() {
 *     return new Wiring(engine.tenants(), engine.keyedAccess(), engine.inbound());
 *   }
 * }
 * </pre>
 *
 * <p>
 * Each test opens two tenants with two workspaces each, beside whatever is there already, in names that were never used before. Each
 * workspace has mailboxes, addresses, domains, mail received and sent and waiting, list entries, suppressed addresses, events, and keys of
 * each role for itself and for a mailbox. Every id, cursor and key of each is tried in every session of every other, by every method that
 * a key can reach, and is answered as one that never was. Then places are suspended and erased and keys are revoked, and the others have
 * what they had. Nothing leaves for the world: mail goes from one mailbox of a workspace to another.
 */
public abstract class WorkspaceIsolationContract {
  private static final int ENOUGH_IDS = 5_000;
  private static final int ENOUGH_CURSORS = 500;

  private final IdSequence absent = IdSequence.of(InstantSource.system(), 1);
  private final List<Household> households = new ArrayList<>();
  private final List<TenantAdmin> tenants = new ArrayList<>();

  /** For subclasses. */
  protected WorkspaceIsolationContract() {}

  /**
   * What the host has of its engine.
   *
   * @return the engine of this test, started
   */
  protected abstract Wiring wiring();

  /**
   * What time it is in the engine. What is counted by the day is compared before and after: over a clock of the system, a test during
   * which a day ends in UTC may fail.
   *
   * @return the time of its clock
   */
  protected Instant now() {
    return Instant.now();
  }

  /**
   * What a call has the store do. Two calls that have it do the same cannot be told apart by it; a host that can count it says so here.
   *
   * @param call
   *          the call
   * @return what was done, in words; empty where nobody counts
   */
  protected List<String> workOf(Runnable call) {
    return List.of();
  }

  @BeforeEach
  final void provision() throws Exception {
    String run = "i" + UUID.randomUUID().toString().substring(24);
    for (String name : List.of(run + "-one", run + "-two")) {
      TenantAdmin tenant = wiring().tenants().create(name);
      Instant later = now().plus(Duration.ofDays(1));
      tenants.add(tenant);
      households.add(new Household(wiring(), tenant.createWorkspace("acme", "Acme"), name + "-acme", later));
      households.add(new Household(wiring(), tenant.defaultWorkspace(), name + "-default", later));
    }
  }

  /** With each kind of session that there is of a workspace and of a mailbox. */
  private List<Visitor> visitors() {
    List<Visitor> visitors = new ArrayList<>();
    for (Household household : households) {
      for (Role role : Role.values()) {
        Rights rights = role == Role.MANAGEMENT ? Rights.ALL : Rights.SOME;
        sessions(household, role).flatMap(session -> Visitor.in(household, session, rights)).forEach(visitors::add);
      }
      Stream.of(household.admin.session(), household.mailbox.session())
          .flatMap(session -> Visitor.in(household, session, Rights.ALL))
          .forEach(visitors::add);
    }
    return visitors;
  }

  private Stream<Object> sessions(Household household, Role role) {
    KeyedAccess door = wiring().keyedAccess();
    WorkspaceSession workspace = door.openWorkspace(keyOf(household.workspaceKeys, role));
    MailboxSession mailbox = door.openMailbox(keyOf(household.mailboxKeys, role));
    return role == Role.MANAGEMENT
        ? Stream.of(workspace, workspace.openMailbox(household.mailbox.id()), mailbox, mailbox.readOnly())
        : Stream.of(workspace, mailbox);
  }

  private static ApiKey keyOf(Map<Role, IssuedKey> keys, Role role) {
    IssuedKey key = keys.get(role);
    if (key == null) {
      throw new IllegalStateException("key: none of " + role);
    }
    return key.key();
  }

  private Stream<Household> others(Household household) {
    return households.stream().filter(other -> !other.scope().equals(household.scope()));
  }

  /** With each kind of session that there is of a tenant, too. */
  private List<Visitor> allVisitors() {
    List<Visitor> visitors = visitors();
    for (TenantAdmin tenant : tenants) {
      Household one = householdOf(tenant);
      for (Role role : Role.values()) {
        Rights rights = role == Role.MANAGEMENT ? Rights.ALL : Rights.SOME;
        IssuedKey key = tenant.issueKey("tenant", role);
        Visitor.in(one, wiring().keyedAccess().openTenant(key.key()), rights).forEach(visitors::add);
      }
      Visitor.in(one, tenant.session(), Rights.ALL).forEach(visitors::add);
    }
    return visitors;
  }

  private Household householdOf(TenantAdmin tenant) {
    return households.stream().filter(one -> one.scope().tenant().equals(tenant.id())).findFirst().orElseThrow();
  }

  @Test
  void every_id_of_others_is_answered_like_one_that_never_was() {
    List<List<Object>> before = views();
    Tried tried = new Tried();
    for (Visitor visitor : allVisitors()) {
      for (Method method : visitor.methodsWith(TypedId.class::isAssignableFrom)) {
        for (TypedId id : strangers(visitor).flatMap(other -> other.ids.stream()).toList()) {
          if (List.of(method.getParameterTypes()).contains(id.getClass())) {
            assertLikeAbsent(visitor.rights(), () -> visitor.call(method, id),
                () -> visitor.call(method, absentLike(id)));
            tried.note(method);
          }
        }
      }
    }
    tried.assertAll(TypedId.class::isAssignableFrom, ENOUGH_IDS);
    assertThat(views()).isEqualTo(before);
  }

  private Stream<Household> strangers(Visitor visitor) {
    return households.stream().filter(visitor::isStrangeTo);
  }

  @Test
  void a_tenant_finds_no_workspace_of_another_tenant() {
    for (TenantAdmin tenant : tenants) {
      households.stream()
          .filter(other -> !other.scope().tenant().equals(tenant.id()))
          .forEach(other -> assertLikeAbsent(Rights.ALL, () -> tenant.openWorkspace(other.admin.id()),
              () -> tenant.openWorkspace(absent.workspace())));
    }
  }

  @Test
  void every_cursor_of_others_is_refused_by_every_list() {
    List<List<Object>> before = views();
    Tried tried = new Tried();
    for (Visitor visitor : allVisitors()) {
      for (PageCursor cursor : others(visitor.of()).flatMap(other -> other.cursors.stream()).toList()) {
        for (Method method : visitor.methodsWith(Visitor::isOfLists)) {
          Answer<Object> answer = Answer.to(() -> visitor.call(method, cursor));
          assertThat(answer.failure()).as(method.toString())
              .isPresent()
              .isEqualTo(Answer.to(() -> visitor.call(method, new PageCursor("no cursor"))).failure());
          if (visitor.rights() == Rights.ALL) {
            assertThat(answer.reason()).as(method.toString()).contains(FailureReason.INVALID_CURSOR);
          }
          tried.note(method);
        }
      }
    }
    tried.assertAll(Visitor::isOfLists, ENOUGH_CURSORS);
    assertThat(views()).isEqualTo(before);
  }

  @Test
  void every_key_of_others_is_out_of_reach() {
    for (Household household : households) {
      for (Household other : others(household).toList()) {
        for (IssuedKey key : other.keys) {
          for (ScopeAdmin admin : List.of(household.admin, household.mailbox)) {
            assertLikeAbsent(Rights.ALL, () -> revoke(admin, key.id()), () -> revoke(admin, absent.key()));
            assertThat(admin.listKeys(PageRequest.first())).noneMatch(listed -> listed.id().equals(key.id()));
          }
        }
        assertThat(other.view(wiring().keyedAccess())).isNotEmpty();
      }
    }
  }

  private static KeyId revoke(ScopeAdmin admin, KeyId key) {
    admin.revokeKey(key);
    return key;
  }

  @Test
  void a_key_opens_its_own_rung_only() {
    KeyedAccess door = wiring().keyedAccess();
    for (Household household : households) {
      List<Function<ApiKey, Object>> notForMailboxes = List.of(door::openTenant, door::openWorkspace);
      List<Function<ApiKey, Object>> notForWorkspaces = List.of(door::openTenant, door::openMailbox);
      for (Role role : Role.values()) {
        notForMailboxes
            .forEach(opening -> assertAnotherScope(() -> opening.apply(keyOf(household.mailboxKeys, role))));
        notForWorkspaces
            .forEach(opening -> assertAnotherScope(() -> opening.apply(keyOf(household.workspaceKeys, role))));
      }
    }
  }

  private static void assertAnotherScope(Supplier<Object> opening) {
    assertThat(Answer.to(opening).reason()).contains(FailureReason.KEY_OF_ANOTHER_SCOPE);
  }

  /** The tokens of messages, of which no session takes one, are what these queries are looked up by. */
  @Test
  void what_messages_of_others_are_found_by_finds_what_finds_nothing() {
    for (Visitor visitor : visitors()) {
      if (visitor.session() instanceof MailboxReader reader) {
        assertThat(visitor.of().queries()).anyMatch(query -> !reader.list(query).items().isEmpty());
        strangers(visitor).flatMap(other -> other.queries().stream()).forEach(query -> {
          assertThat(reader.list(query)).isEmpty();
          assertThat(workOf(() -> reader.list(query))).isEqualTo(workOf(() -> reader.list(ofNobody(query))));
        });
      }
    }
  }

  private MessageQuery ofNobody(MessageQuery query) {
    EmailAddress nobody = EmailAddress.parse("nobody@never.example");
    if (query.thread().isPresent()) {
      return MessageQuery.all().inThread(absent.thread());
    }
    return query.from().isPresent() ? MessageQuery.all().from(nobody) : MessageQuery.all().to(nobody);
  }

  @Test
  void an_idempotency_key_of_others_is_a_new_one() {
    for (Household household : households) {
      OutgoingMessage message = OutgoingMessage.to(household.addresses.get(1).toString()).text("Another text");
      others(household).forEach(other -> {
        OutgoingMessage again = message.idempotencyKey(other.idempotencyKey());
        assertThat(Answer.to(() -> household.mailbox.session().send(again).sent().orElseThrow().message()).value())
            .hasValueSatisfying(sent -> assertThat(sent).isNotIn(other.ids));
      });
    }
  }

  @Test
  void an_address_or_a_name_of_others_leads_nowhere() {
    for (Household household : households) {
      others(household).forEach(other -> {
        other.addresses.forEach(address -> assertThat(household.admin.session().findMailbox(address)).isEmpty());
        assertThat(household.admin.session().findMailboxByExternalId(other.mailbox.describe().externalId().value()))
            .isEmpty();
        assertLikeAbsent(Rights.ALL, () -> household.admin.openMailbox(other.mailbox.id()),
            () -> household.admin.openMailbox(absent.mailbox()));
      });
    }
  }

  @Test
  void events_tell_of_nothing_that_is_not_ones_own() throws InterruptedException {
    for (Household household : households) {
      household.mailbox.rename("renamed");
      for (var told : Patience.upTo(household.admin.session(), event -> event.type() == EventType.CHANGED
          && event.scope().equals(household.mailbox.scope()))) {
        assertThat(household.scope().covers(told.event().scope())).as(told.toString()).isTrue();
      }
    }
  }

  @Test
  void who_is_suspended_revoked_or_erased_loses_all_and_nobody_else_loses_anything() {
    Household hit = households.get(0);
    assertLoses(workspaceKeys(hit, hit.workspaceKeys), hit.admin::suspend, FailureReason.SUSPENDED);
    hit.admin.resume();
    assertLoses(mailboxKeys(hit, hit.mailboxKeys), hit.mailbox::suspend, FailureReason.SUSPENDED);
    hit.mailbox.resume();
    assertLoses(mailboxKeys(hit, hit.mailboxKeys), hit.mailbox::revokeAllKeys, FailureReason.KEY_REVOKED);
    assertLoses(workspaceKeys(hit, hit.workspaceKeys), hit.admin::revokeAllKeys, FailureReason.KEY_REVOKED);
    assertLoses(mailboxKeys(hit, Map.of(Role.READ, hit.mailbox.issueKey("last", Role.READ))), hit.mailbox::erase,
        FailureReason.KEY_UNKNOWN);
    assertLoses(workspaceKeys(hit, Map.of(Role.READ, hit.admin.issueKey("last", Role.READ))), hit.admin::erase,
        FailureReason.KEY_UNKNOWN);
  }

  private Losing workspaceKeys(Household who, Map<Role, IssuedKey> keys) {
    return new Losing(who, keys, key -> wiring().keyedAccess().openWorkspace(key)::describe);
  }

  private Losing mailboxKeys(Household who, Map<Role, IssuedKey> keys) {
    return new Losing(who, keys, key -> wiring().keyedAccess().openMailbox(key)::describe);
  }

  /** Who loses, with which keys, and what each of them opens: a call of a session that is held. */
  private record Losing(Household who, Map<Role, IssuedKey> keys, Function<ApiKey, Supplier<?>> opening) {
    List<Supplier<?>> open() {
      return keys.values()
          .stream()
          .<Supplier<?>>flatMap(key -> Answer.to(() -> opening.apply(key.key())).value().stream())
          .filter(call -> Answer.to(call).failure().isEmpty())
          .toList();
    }
  }

  private void assertLoses(Losing losing, Runnable loss, FailureReason atTheDoor) {
    List<List<Object>> before = views(losing.who());
    List<Supplier<?>> open = losing.open();
    loss.run();
    assertThat(open).isNotEmpty().allSatisfy(call -> assertThat(Answer.to(call).failure()).isPresent());
    losing.keys()
        .values()
        .forEach(key -> assertThat(Answer.to(() -> losing.opening().apply(key.key())).reason()).contains(atTheDoor));
    assertThat(views(losing.who())).isEqualTo(before);
  }

  /** What all see. */
  private List<List<Object>> views() {
    return households.stream().map(one -> one.view(wiring().keyedAccess())).toList();
  }

  /** What all others see. */
  private List<List<Object>> views(Household but) {
    return others(but).map(other -> other.view(wiring().keyedAccess())).toList();
  }

  private TypedId absentLike(TypedId id) {
    return switch (id) {
      case WorkspaceId workspace -> absent.workspace();
      case MailboxId mailbox -> absent.mailbox();
      case DomainId domain -> absent.domain();
      case MessageId message -> absent.message();
      case DeliveryId delivery -> absent.delivery();
      case EntryId entry -> absent.entry();
      default -> throw new IllegalArgumentException("no session takes " + id.getClass());
    };
  }

  /** In type, in text, and in what the store has to do for it. */
  private <T> void assertLikeAbsent(Rights rights, Supplier<T> foreign, Supplier<T> never) {
    Answer<T> answer = Answer.to(foreign);
    assertThat(answer.failure()).isPresent().isEqualTo(Answer.to(never).failure());
    if (rights == Rights.ALL) {
      assertThat(answer.reason()).contains(FailureReason.NOT_FOUND);
    }
    assertThat(workOf(() -> Answer.to(foreign))).isEqualTo(workOf(() -> Answer.to(never)));
  }
}
