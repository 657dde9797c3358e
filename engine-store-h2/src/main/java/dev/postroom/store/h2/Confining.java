package dev.postroom.store.h2;

import org.jooq.Condition;
import org.jooq.Table;

/** How statements are kept to their place. A test lets go of one at a time, to see that it is missed; nothing else can. */
@FunctionalInterface
interface Confining {
  /** All of them, always. */
  Confining ALWAYS = (table, scope) -> scope;

  Condition of(Table<?> table, Condition scope);
}
