package dev.postroom.testkit.store;

import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.SealedTable;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.WorkspaceStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Notes which methods of the rungs of a store are called. */
final class CallNotes {
  private static final List<Class<?>> RUNGS = List.of(TenantStore.class, WorkspaceStore.class, MailboxStore.class,
      KeyTable.class, DeliveryTable.class, PolicyTable.class, LimitTable.class, SealedTable.class);

  private CallNotes() {}

  /** Every method of every rung, with its overloads. */
  static List<String> methodsOfPlaces() {
    return RUNGS.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods())).map(CallNotes::name).toList();
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + '.' + method.getName()
        + Arrays.toString(method.getParameterTypes());
  }

  static StoreTransaction in(Set<String> notes, StoreTransaction transaction) {
    return (StoreTransaction) noting(StoreTransaction.class, transaction, notes);
  }

  private static Object noting(Class<?> type, Object sound, Set<String> notes) {
    InvocationHandler handler = (proxy, method, args) -> {
      notes.add(name(method));
      Object answer = invoke(sound, method, args);
      Class<?> returned = method.getReturnType();
      return RUNGS.contains(returned) || returned == EventLog.class ? noting(returned, answer, notes) : answer;
    };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler);
  }

  private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
