/** The embedded store, by the size of a mailbox. */
@NullMarked
package dev.postroom.benchmarks.store;

import org.jspecify.annotations.NullMarked;
