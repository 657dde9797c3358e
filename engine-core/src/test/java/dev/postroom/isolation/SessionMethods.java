package dev.postroom.isolation;

import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** What is done with each method that a holder of a key can reach. */
final class SessionMethods {
  private static final Map<Method, Act> TABLE = new LinkedHashMap<>();

  static {
    DoorActs.addTo(TABLE);
    TenantActs.addTo(TABLE);
    WorkspaceActs.addTo(TABLE);
    AddressActs.addTo(TABLE);
    ReaderActs.addTo(TABLE);
    MailboxActs.addTo(TABLE);
    SendActs.addTo(TABLE);
    DeliveryActs.addTo(TABLE);
    PolicyActs.addTo(TABLE);
    EventActs.addTo(TABLE);
  }

  /** Much follows from these, or few sessions have them, so they are tried more often. */
  private static final Set<String> OFTEN = Set.of("send", "addEntry", "suppress", "reschedule", "retry", "describe",
      "findMailboxByExternalId");
  private static final int OFTEN_TIMES = 5;
  private static final List<Method> METHODS = TABLE.keySet()
      .stream()
      .flatMap(method -> Collections.nCopies(OFTEN.contains(method.getName()) ? OFTEN_TIMES : 1, method).stream())
      .toList();

  /** Tries one method with one key, and compares. */
  @FunctionalInterface
  interface Act {
    void perform(Turn turn);
  }

  private SessionMethods() {}

  /** One of the methods. */
  record Chosen(Method method) {

    /** Whether a key opens a place that has this method, or one above. */
    boolean isWithin(KeyNode key) {
      Class<?> type = method.getDeclaringClass();
      boolean isOfTenants = type.equals(TenantSession.class);
      boolean isOfWorkspaces = type.equals(WorkspaceSession.class);
      return switch (key.place) {
        case TenantNode tenant -> true;
        case WorkspaceNode workspace -> !isOfTenants;
        case MailboxNode mailbox -> !isOfTenants && !isOfWorkspaces;
      };
    }

    void perform(Turn turn) {
      turn.world().note(method.getDeclaringClass().getSimpleName() + '.' + method.getName() + " by " + turn.key());
      turn.world().trying = Optional.of(method);
      Objects.requireNonNull(TABLE.get(method)).perform(turn);
    }
  }

  static Chosen any(Random random) {
    return new Chosen(METHODS.get(random.nextInt(METHODS.size())));
  }

  static Set<Method> tabled() {
    return TABLE.keySet();
  }

  static void put(Map<Method, Act> table, Class<?> type, String name, Act act) {
    put(table, type, name, method -> true, act);
  }

  /** Of several methods of one name, the one that takes this last. */
  static void put(Map<Method, Act> table, Class<?> type, String name, Class<?> last, Act act) {
    put(table, type, name, method -> method.getParameterTypes()[method.getParameterCount() - 1].equals(last), act);
  }

  private static void put(Map<Method, Act> table, Class<?> type, String name, Predicate<Method> isMeant, Act act) {
    Method method = Arrays.stream(type.getDeclaredMethods())
        .filter(declared -> declared.getName().equals(name) && !declared.isSynthetic() && isMeant.test(declared))
        .reduce((one, other) -> {
          throw new IllegalStateException("overloaded: " + one);
        })
        .orElseThrow(() -> new IllegalStateException("no such method: " + name));
    if (table.put(method, act) != null) {
      throw new IllegalStateException("twice: " + method);
    }
  }
}
