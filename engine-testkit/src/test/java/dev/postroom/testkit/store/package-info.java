/** The store in memory against the contract, and the contract against broken stores. */
@NullMarked
package dev.postroom.testkit.store;

import org.jspecify.annotations.NullMarked;
