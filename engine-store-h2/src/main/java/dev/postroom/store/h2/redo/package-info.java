/** The redo log: the changes of the rows, forced group by group, from which the database is brought up to date. */
@NullMarked
package dev.postroom.store.h2.redo;

import org.jspecify.annotations.NullMarked;
