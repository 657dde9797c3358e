/** The contract of a store, and a store in memory that keeps it. */
@NullMarked
package dev.postroom.testkit.store;

import org.jspecify.annotations.NullMarked;
