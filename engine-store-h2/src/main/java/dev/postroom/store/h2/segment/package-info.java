/** Sealed contents in append-only segment files. */
@NullMarked
package dev.postroom.store.h2.segment;

import org.jspecify.annotations.NullMarked;
