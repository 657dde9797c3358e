/** The embedded store: sealed segments beside an H2 database. */
@NullMarked
package dev.postroom.store.h2;

import org.jspecify.annotations.NullMarked;
