package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.LARGE_CONTENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;

import java.util.Set;
import org.jooq.DSLContext;

/** The contents that have files of their own, of all tenants: what a crash left behind is found without reading every message. */
record LargeContents(DSLContext sql) {

  /** The highest number of a file that a row points at; 0 when there is none. */
  long highest() {
    return sql.select(coalesce(max(LARGE_CONTENT.CONTENT_SEGMENT), 0L)).from(LARGE_CONTENT).fetchSingle().value1();
  }

  /** The numbers of the files that rows point at. */
  Set<Long> segments() {
    return sql.select(LARGE_CONTENT.CONTENT_SEGMENT).from(LARGE_CONTENT).fetchSet(LARGE_CONTENT.CONTENT_SEGMENT);
  }
}
