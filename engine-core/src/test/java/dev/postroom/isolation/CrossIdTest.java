package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.id.TypedId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every id, cursor, key and address of each workspace, tried through every session of every other. */
class CrossIdTest {
  private final SettableClock clock = SettableClock.standing();
  private final Statements statements = new Statements();
  private final IdSequence absent = IdSequence.of(clock, 1);
  private final List<Household> households = new ArrayList<>();
  private final List<TenantAdmin> tenants = new ArrayList<>();
  private MailEngine engine;

  @BeforeEach
  void provision() throws Exception {
    engine =
        MailEngine.builder(statements.noting(InMemoryMailStore.open()), TestMasterKey.create()).clock(clock).start();
    for (String name : List.of("one", "two")) {
      TenantAdmin tenant = engine.tenants().create(name);
      Instant later = clock.instant().plus(Duration.ofDays(1));
      tenants.add(tenant);
      households.add(new Household(engine, tenant.createWorkspace("acme", "Acme"), name + "-acme", later));
      households.add(new Household(engine, tenant.defaultWorkspace(), name + "-default", later));
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** A session, and whose it is. */
  private record Visitor(Household of, Object session) {}

  private List<Visitor> visitors() {
    KeyedAccess door = engine.keyedAccess();
    List<Visitor> visitors = new ArrayList<>();
    for (Household household : households) {
      WorkspaceSession workspace = door.openWorkspace(household.workspaceKey.key());
      Stream.of(workspace, workspace.openMailbox(household.mailbox.id()), door.openMailbox(household.mailboxKey.key()),
          door.openMailbox(household.mailboxKey.key()).readOnly(), household.admin.session(),
          household.mailbox.session())
          .flatMap(CrossIdTest::withRooms)
          .forEach(session -> visitors.add(new Visitor(household, session)));
    }
    return visitors;
  }

  /** A session, and what can be had of it without asking for anything. */
  private static Stream<Object> withRooms(Object session) {
    return switch (session) {
      case MailboxSession mailbox -> Stream.of(mailbox, mailbox.deliveries(), mailbox.policy());
      case WorkspaceSession workspace -> Stream.of(workspace, workspace.policy());
      case TenantSession tenant -> Stream.of(tenant, tenant.policy());
      default -> Stream.of(session);
    };
  }

  private Stream<Household> others(Household household) {
    return households.stream().filter(other -> other != household);
  }

  @Test
  void every_id_of_others_is_answered_like_one_that_never_was() {
    int tried = 0;
    for (Visitor visitor : visitors()) {
      for (Method method : methodsOf(visitor.session(), TypedId.class::isAssignableFrom)) {
        for (TypedId id : others(visitor.of()).flatMap(other -> other.ids.stream()).toList()) {
          if (takes(method, id.getClass())) {
            assertNotFound(() -> call(visitor, method, id), () -> call(visitor, method, absentLike(id)));
            tried++;
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(5_000);
  }

  @Test
  void a_tenants_key_finds_no_workspace_of_another_tenant() {
    for (TenantAdmin tenant : tenants) {
      IssuedKey key = tenant.issueKey("tenant", Role.MANAGEMENT);
      List<Visitor> visitors = withRooms(engine.keyedAccess().openTenant(key.key()))
          .map(session -> new Visitor(households.get(0), session))
          .toList();
      households.stream().filter(other -> !other.scope().tenant().equals(tenant.id())).forEach(other -> {
        visitors.forEach(visitor -> {
          for (Method method : methodsOf(visitor.session(), WorkspaceId.class::equals)) {
            assertNotFound(() -> call(visitor, method, other.admin.id()),
                () -> call(visitor, method, absent.workspace()));
          }
        });
        assertNotFound(() -> tenant.openWorkspace(other.admin.id()), () -> tenant.openWorkspace(absent.workspace()));
      });
    }
  }

  @Test
  void every_cursor_of_others_is_refused_by_every_list() {
    List<Visitor> visitors = new ArrayList<>(visitors());
    for (TenantAdmin tenant : tenants) {
      withRooms(tenant.session()).forEach(session -> visitors.add(new Visitor(households.get(0), session)));
    }
    int tried = 0;
    for (Visitor visitor : visitors) {
      for (PageCursor cursor : others(visitor.of()).flatMap(other -> other.cursors.stream()).toList()) {
        for (Method method : methodsOf(visitor.session(), CrossIdTest::isQuery)) {
          Answer<Object> answer = Answer.to(() -> call(visitor, method, cursor));
          assertThat(answer.reason()).as(method.toString()).contains(FailureReason.INVALID_CURSOR);
          assertThat(answer.failure())
              .isEqualTo(Answer.to(() -> call(visitor, method, new PageCursor("no cursor"))).failure());
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(500);
  }

  @Test
  void every_key_of_others_is_out_of_reach() {
    for (Household household : households) {
      for (Household other : others(household).toList()) {
        for (IssuedKey key : other.keys) {
          for (ScopeAdmin admin : List.of(household.admin, household.mailbox)) {
            assertNotFound(() -> revoke(admin, key.id()), () -> revoke(admin, absent.key()));
            assertThat(admin.listKeys(PageRequest.first())).noneMatch(listed -> listed.id().equals(key.id()));
          }
        }
        engine.keyedAccess().openMailbox(other.mailboxKey.key());
      }
    }
  }

  private static KeyId revoke(ScopeAdmin admin, KeyId key) {
    admin.revokeKey(key);
    return key;
  }

  @Test
  void a_key_opens_its_own_rung_only() {
    KeyedAccess door = engine.keyedAccess();
    for (Household household : households) {
      List<Function<ApiKey, Object>> notForMailboxes = List.of(door::openTenant, door::openWorkspace);
      List<Function<ApiKey, Object>> notForWorkspaces = List.of(door::openTenant, door::openMailbox);
      notForMailboxes.forEach(opening -> assertAnotherScope(() -> opening.apply(household.mailboxKey.key())));
      notForWorkspaces.forEach(opening -> assertAnotherScope(() -> opening.apply(household.workspaceKey.key())));
    }
  }

  private static void assertAnotherScope(Supplier<Object> opening) {
    assertThat(Answer.to(opening).reason()).contains(FailureReason.KEY_OF_ANOTHER_SCOPE);
  }

  @Test
  void an_address_or_a_thread_of_others_leads_nowhere() {
    for (Household household : households) {
      others(household).forEach(other -> {
        other.addresses.forEach(address -> assertThat(household.admin.session().findMailbox(address)).isEmpty());
        assertThat(household.admin.session().findMailboxByExternalId(other.mailbox.describe().externalId().value()))
            .isEmpty();
        other.ids.stream()
            .filter(ThreadId.class::isInstance)
            .map(ThreadId.class::cast)
            .forEach(
                thread -> assertThat(household.mailbox.session().list(MessageQuery.all().inThread(thread))).isEmpty());
        assertNotFound(() -> household.admin.openMailbox(other.mailbox.id()),
            () -> household.admin.openMailbox(absent.mailbox()));
      });
    }
  }

  private static List<Method> methodsOf(Object session, Predicate<Class<?>> parameter) {
    return SessionMethods.reachable()
        .stream()
        .filter(method -> method.getDeclaringClass().isInstance(session))
        .filter(method -> Arrays.stream(method.getParameterTypes()).anyMatch(parameter))
        .toList();
  }

  private static boolean isQuery(Class<?> type) {
    return List.of(PageRequest.class, MessageQuery.class, EventQuery.class).contains(type);
  }

  private static boolean takes(Method method, Class<?> type) {
    return List.of(method.getParameterTypes()).contains(type);
  }

  private Object call(Visitor visitor, Method method, Object tried) {
    Object[] arguments = Arrays.stream(method.getParameterTypes())
        .map(type -> argument(type, tried, visitor.of()))
        .toArray();
    return Reflected.call(visitor.session(), method, arguments);
  }

  /** What is tried where it fits, and something of the visitor's own everywhere else. */
  private Object argument(Class<?> type, Object tried, Household own) {
    if (type.isInstance(tried)) {
      return tried;
    }
    if (type == PageRequest.class) {
      return PageRequest.first().after((PageCursor) tried);
    }
    if (type == MessageQuery.class) {
      return MessageQuery.all().after((PageCursor) tried);
    }
    if (type == EventQuery.class) {
      return EventQuery.after((PageCursor) tried);
    }
    if (type == EmailAddress.class) {
      return EmailAddress.of("spare", own.addresses.get(0).domain().orElseThrow());
    }
    if (type == NewMailbox.class) {
      return NewMailbox.at(own.addresses.get(0));
    }
    return type.isEnum() ? type.getEnumConstants()[0] : ofHisOwn(type, own);
  }

  private Object ofHisOwn(Class<?> type, Household own) {
    Map<Class<?>, Object> things = Map.of(String.class, "2", EventListener.class, (EventListener) (event, cursor) -> {
    }, OutgoingMessage.class, OutgoingMessage.to(own.addresses.get(0).toString()).text("text"), Set.class, Set.of(),
        Optional.class, Optional.empty(), Instant.class, clock.instant(),
        AddressPattern.class, AddressPattern.everyone());
    return Optional.ofNullable(things.get(type))
        .orElseThrow(() -> new IllegalArgumentException("nothing is there to try for " + type));
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

  private <T> void assertNotFound(Supplier<T> foreign, Supplier<T> absent) {
    Answer<T> answer = Answer.to(foreign);
    assertThat(answer.reason()).contains(FailureReason.NOT_FOUND);
    assertThat(answer.failure()).isEqualTo(Answer.to(absent).failure());
    assertThat(statements.of(() -> Answer.to(foreign))).isEqualTo(statements.of(() -> Answer.to(absent)));
  }
}
