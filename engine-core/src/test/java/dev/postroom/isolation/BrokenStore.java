package dev.postroom.isolation;

import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.Routing;
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

/** A store that is wrong in one way: everything goes through to a sound one, but for what the fault answers by itself. */
final class BrokenStore {
  private static final Set<Class<?>> RUNGS =
      Set.of(StoreTransaction.class, TenantStore.class, WorkspaceStore.class, MailboxStore.class, Routing.class,
          EventLog.class);

  private BrokenStore() {}

  static MailStore over(MailStore sound, Fault fault) {
    InvocationHandler handler =
        (proxy, method, args) -> method.getName().equals("read") || method.getName().equals("write")
            ? invoke(sound, method, new Object[]{broken((MailStore.Work<?>) args[0], fault)})
            : invoke(sound, method, args);
    return (MailStore) Proxy.newProxyInstance(MailStore.class.getClassLoader(), new Class<?>[]{MailStore.class},
        handler);
  }

  private static <T> MailStore.Work<T> broken(MailStore.Work<T> work, Fault fault) {
    return transaction -> work.in((StoreTransaction) rung(StoreTransaction.class, transaction, transaction, fault));
  }

  private static Object rung(Class<?> type, Object sound, StoreTransaction transaction, Fault fault) {
    InvocationHandler handler = (proxy, method, args) -> {
      List<Object> given = args == null ? List.of() : Arrays.asList(args);
      Object answer = fault.answer(
          new Fault.Call(type.getSimpleName() + '.' + method.getName(), given, transaction,
              invoke(sound, method, args)));
      return RUNGS.contains(method.getReturnType()) ? rung(method.getReturnType(), answer, transaction, fault) : answer;
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
