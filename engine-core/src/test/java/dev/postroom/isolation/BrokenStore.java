package dev.postroom.isolation;

import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.Outbox;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.Routing;
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
import java.util.function.Function;

/** A store that is wrong in one way: everything goes through to a sound one, but for what the fault answers by itself. */
final class BrokenStore {
  private static final Set<Class<?>> RUNGS =
      Set.of(StoreTransaction.class, TenantStore.class, WorkspaceStore.class, MailboxStore.class, Routing.class,
          EventLog.class, DeliveryTable.class, PolicyTable.class, LimitTable.class, KeyTable.class, SealedTable.class,
          Outbox.class);

  private BrokenStore() {}

  static MailStore over(MailStore sound, Fault fault) {
    return over(sound, fault::answer);
  }

  /** A store whose every statement is answered by a rule. */
  static MailStore over(MailStore sound, Function<Fault.Call, Object> rule) {
    InvocationHandler handler = (proxy, method, args) -> {
      if (method.getName().equals("read") || method.getName().equals("write")) {
        args[args.length - 1] = broken((MailStore.Work<?>) args[args.length - 1], rule);
      }
      return invoke(sound, method, args);
    };
    return (MailStore) Proxy.newProxyInstance(MailStore.class.getClassLoader(), new Class<?>[]{MailStore.class},
        handler);
  }

  private static <T> MailStore.Work<T> broken(MailStore.Work<T> work, Function<Fault.Call, Object> rule) {
    return transaction -> work.in((StoreTransaction) rung(StoreTransaction.class, transaction, transaction, rule));
  }

  private static Object rung(Class<?> type, Object sound, StoreTransaction transaction,
      Function<Fault.Call, Object> rule) {
    InvocationHandler handler = (proxy, method, args) -> {
      List<Object> given = args == null ? List.of() : Arrays.asList(args);
      Object answer = rule.apply(
          new Fault.Call(type.getSimpleName() + '.' + method.getName(), sound, given, transaction,
              invoke(sound, method, args)));
      return RUNGS.contains(method.getReturnType()) ? rung(method.getReturnType(), answer, transaction, rule) : answer;
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
