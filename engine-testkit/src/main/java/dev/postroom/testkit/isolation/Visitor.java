package dev.postroom.testkit.isolation;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.NewMailbox;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A session, and whose it is: calls each of its methods with something of somebody else's.
 *
 * @param of
 *          whose it is
 * @param place
 *          all that it reaches
 * @param session
 *          the session
 * @param rights
 *          how much its key may
 */
record Visitor(Household of, Scope place, Object session, Rights rights) {

  /** How much its key may. */
  enum Rights {
    ALL, SOME
  }

  /** A session, and what can be had of it without asking for anything; a room that is missing here is noticed by {@link Tried}. */
  static Stream<Visitor> in(Household of, Object session, Rights rights) {
    Scope place = session instanceof TenantSession ? new Scope.OfTenant(of.scope().tenant()) : of.scope();
    Stream<Object> rooms = switch (session) {
      case MailboxSession mailbox -> Stream.of(mailbox, mailbox.deliveries(), mailbox.policy());
      case WorkspaceSession workspace -> Stream.of(workspace, workspace.policy());
      case TenantSession tenant -> Stream.of(tenant, tenant.policy());
      default -> Stream.of(session);
    };
    return rooms.map(room -> new Visitor(of, place, room, rights));
  }

  /** Whether somebody is out of its reach. */
  boolean isStrangeTo(Household other) {
    return !place.covers(other.scope());
  }

  List<Method> methodsWith(Predicate<Class<?>> parameter) {
    return Surface.methods()
        .stream()
        .filter(method -> method.getDeclaringClass().isInstance(session))
        .filter(method -> takes(method, parameter))
        .toList();
  }

  static boolean takes(Method method, Predicate<Class<?>> parameter) {
    return Arrays.stream(method.getParameterTypes()).anyMatch(parameter);
  }

  static boolean isOfLists(Class<?> type) {
    return List.of(PageRequest.class, MessageQuery.class, EventQuery.class).contains(type);
  }

  /** Calls with what is tried where it fits, and with something of the visitor's own everywhere else. */
  Object call(Method method, Object tried) {
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(type -> argument(type, tried)).toArray();
    return Reflected.call(session, method, arguments);
  }

  private Object argument(Class<?> type, Object tried) {
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
      return EmailAddress.of("spare", of.addresses.get(0).domain().orElseThrow());
    }
    if (type == NewMailbox.class) {
      return NewMailbox.at(of.addresses.get(0));
    }
    return type.isEnum() ? type.getEnumConstants()[0] : ofHisOwn(type);
  }

  private Object ofHisOwn(Class<?> type) {
    Map<Class<?>, Object> things = Map.of(String.class, "2", EventListener.class, (EventListener) (event, cursor) -> {
    }, OutgoingMessage.class, OutgoingMessage.to(of.addresses.get(0).toString()).text("text"), Set.class, Set.of(),
        Optional.class, Optional.empty(), Instant.class, of.later,
        AddressPattern.class, AddressPattern.everyone());
    return Optional.ofNullable(things.get(type))
        .orElseThrow(() -> new IllegalArgumentException("nothing is there to try for " + type));
  }
}
