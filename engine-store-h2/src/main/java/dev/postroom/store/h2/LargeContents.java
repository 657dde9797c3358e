package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.LARGE_CONTENT;

import java.util.Set;
import org.jooq.DSLContext;

/** The contents that have files of their own, of all tenants: what a crash left behind is found without reading every message. */
record LargeContents(DSLContext sql) {

  /** The numbers of the files that rows point at. */
  Set<Long> segments() {
    return sql.select(LARGE_CONTENT.CONTENT_SEGMENT).from(LARGE_CONTENT).fetchSet(LARGE_CONTENT.CONTENT_SEGMENT);
  }
}
