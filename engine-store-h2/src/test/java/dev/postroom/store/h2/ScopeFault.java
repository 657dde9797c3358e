package dev.postroom.store.h2;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Notes where statements are confined, and does not confine those of one place in the code. */
final class ScopeFault implements Confining {
  private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /**
   * A place in the code where a statement is confined.
   *
   * @param type
   *          the name of the class within the package
   * @param line
   *          the line where the class asks {@link ScopedTables} for it
   * @param table
   *          of which table the rows are confined
   */
  record Site(String type, int line, String table) {

    /** That place, whatever the table. */
    String position() {
      return type + ':' + line;
    }
  }

  private final Set<Site> passed = ConcurrentHashMap.newKeySet();
  private final Optional<Site> letGo;

  private ScopeFault(Optional<Site> letGo) {
    this.letGo = letGo;
  }

  static ScopeFault none() {
    return new ScopeFault(Optional.empty());
  }

  static ScopeFault at(Site site) {
    return new ScopeFault(Optional.of(site));
  }

  Set<Site> passed() {
    return passed;
  }

  @Override
  public Condition of(Table<?> table, Condition scope) {
    Site site = STACK.walk(frames -> frames.filter(frame -> isOutside(frame.getDeclaringClass()))
        .findFirst()
        .map(frame -> new Site(nameOf(frame.getDeclaringClass()), frame.getLineNumber(), table.getName()))
        .orElseThrow());
    passed.add(site);
    return letGo.filter(site::equals).isPresent() ? DSL.noCondition() : scope;
  }

  static String nameOf(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1);
  }

  private static boolean isOutside(Class<?> type) {
    return type != ScopeFault.class && type != ScopedTables.class
        && type.getPackageName().equals(ScopedTables.class.getPackageName());
  }
}
